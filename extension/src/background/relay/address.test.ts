import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseRelayAddress } from './address.ts'

describe('normaliseRelayAddress', () => {
  it.each([
    ['https://lens.example.com', 'https://lens.example.com'],
    ['https://lens.example.com/', 'https://lens.example.com'],
    ['  https://lens.example.com  ', 'https://lens.example.com'],
    ['HTTPS://Lens.Example.COM', 'https://lens.example.com'],
    ['lens.example.com', 'https://lens.example.com'],
    ['lens.example.com/', 'https://lens.example.com'],
    ['lens.example.com:8443', 'https://lens.example.com:8443'],
    ['https://lens.example.com:443', 'https://lens.example.com'],
    ['localhost', 'http://localhost'],
    ['localhost:8787', 'http://localhost:8787'],
    ['127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://127.0.0.1:8787/', 'http://127.0.0.1:8787'],
    ['https://localhost:8787', 'https://localhost:8787'],
    ['lens', 'https://lens'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
  ])('takes %s for %s', (typed, origin) => {
    expect(normaliseRelayAddress(typed)).toEqual({ ok: true, value: origin })
  })

  it.each([
    ['', 'Enter the address that your admin gave you.'],
    ['   ', 'Enter the address that your admin gave you.'],
    ['https://lens.example.com/v1', 'Leave out “/v1”: https://lens.example.com'],
    ['lens.example.com/v1/sessions?limit=5', 'Leave out “/v1/sessions?limit=5”: https://lens.example.com'],
    ['https://lens.example.com/?a=b', 'Leave out “?a=b”: https://lens.example.com'],
    ['https://lens.example.com/#top', 'Leave out “#top”: https://lens.example.com'],
    ['localhost:8787/healthz', 'Leave out “/healthz”: http://localhost:8787'],
    ['http://lens.example.com', 'A relay is only asked over https: https://lens.example.com'],
    ['http://lens.example.com:8787', 'A relay is only asked over https: https://lens.example.com:8787'],
    ['http://[::1]:8787', 'A relay is only asked over https: https://[::1]:8787'],
    ['http://127.0.0.1.example.com', 'A relay is only asked over https: https://127.0.0.1.example.com'],
    ['https://ada:secret@lens.example.com', 'Leave out the name and password: https://lens.example.com'],
    ['ada@lens.example.com', 'Leave out the name and password: https://lens.example.com'],
    ['ftp://lens.example.com', 'An address begins with https://, not with ftp://.'],
    ['wss://lens.example.com', 'An address begins with https://, not with wss://.'],
    ['chrome-extension://abc/x', 'An address begins with https://, not with chrome-extension://.'],
    ['javascript:alert(1)', '“javascript:alert(1)” is not a web address.'],
    ['mailto:ada@example.com', 'That is not a web address.'],
    ['ada:hunter2@lens.example.com', 'That is not a web address.'],
    ['https:lens.example.com', '“https:lens.example.com” is not a web address.'],
    ['//lens.example.com', '“//lens.example.com” is not a web address.'],
    ['https://', '“https://” is not a web address.'],
    ['https://lens.example.com:99999', '“https://lens.example.com:99999” is not a web address.'],
    ['lens example.com', 'An address has no spaces in it.'],
  ])('refuses %j and says what to change', (typed, detail) => {
    expect(normaliseRelayAddress(typed)).toMatchObject({
      ok: false,
      error: { code: 'address-not-valid', detail },
    })
  })

  it('never shows a password back', () => {
    for (const typed of [
      'https://ada:hunter2@lens.example.com/v1',
      'ada:hunter2@lens.example.com',
      'https://:hunter2@',
    ]) {
      expect(JSON.stringify(normaliseRelayAddress(typed))).not.toContain('hunter2')
    }
  })

  it('never throws, and what it accepts is an origin that it accepts again', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.tuple(fc.domain(), fc.constantFrom('', '/', ':8787', '/v1', '?x')).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const result = normaliseRelayAddress(text)
        if (!result.ok) return
        expect(new URL(result.value).origin).toBe(result.value)
        expect(normaliseRelayAddress(result.value)).toEqual(result)
        const { protocol, hostname } = new URL(result.value)
        expect(protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
