import { expect, it } from 'vitest'
import { checkKeys, planSecrets, type SecretParts } from './secrets.ts'

let drawn = 0
const plan = (parts: Partial<Omit<SecretParts, 'present'>> & { present?: string[] }) =>
  planSecrets({
    given: {},
    renew: [],
    draw: () => `drawn-${++drawn}`,
    ...parts,
    present: new Set(parts.present),
  })

it('the first time makes what only the relay knows, and takes the key', () => {
  const first = plan({ given: { PERSONA_API_KEY: 'key' } })
  expect(Object.keys(first.upload).sort()).toEqual(['BOOTSTRAP_TOKEN', 'PERSONA_API_KEY', 'TOKEN_PEPPER'])
  expect(first).toMatchObject({ drawn: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'], kept: [] })
  expect(first.bootstrapToken).toBe(first.upload.BOOTSTRAP_TOKEN)
  expect(first.upload.TOKEN_PEPPER).not.toBe(first.upload.BOOTSTRAP_TOKEN)
})

it('the second time keeps them all, even where another pepper lies about', () => {
  const present = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', 'PERSONA_API_KEY']
  expect(plan({ present, given: { TOKEN_PEPPER: 'another' } })).toEqual({
    upload: {},
    drawn: [],
    kept: present,
    bootstrapToken: undefined,
  })
  // The token that was handed to us still serves to check by.
  expect(plan({ present, given: { BOOTSTRAP_TOKEN: 'known' } })).toMatchObject({
    upload: {},
    bootstrapToken: 'known',
  })
})

it('a new key replaces the old one, and nothing else', () => {
  const present = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', 'PERSONA_API_KEY']
  expect(plan({ present, given: { PERSONA_API_KEY: 'new' } }).upload).toEqual({ PERSONA_API_KEY: 'new' })
})

it.each(['BOOTSTRAP_TOKEN', 'TOKEN_PEPPER'] as const)(
  'renewing %s draws a new one, also where the old one is given',
  (name) => {
    const old = 'the-one-that-leaked'
    for (const given of [{}, { [name]: old }]) {
      const renewed = plan({ present: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'], renew: [name], given })
      expect(renewed.drawn).toEqual([name])
      expect(Object.keys(renewed.upload)).toEqual([name])
      expect(renewed.upload[name]).toMatch(/^drawn-/)
      expect(renewed.bootstrapToken).toBe(renewed.upload.BOOTSTRAP_TOKEN)
    }
  },
)

it('what is no key is refused without being repeated; a sandbox key in production is worth a word', () => {
  for (const key of ['sk_live_abcdef', 'persona_production_a b', 'Bearer persona_production_a']) {
    const checked = checkKeys({ PERSONA_API_KEY: key }, 'production')
    expect(checked.ok).toBe(false)
    expect(JSON.stringify(checked)).not.toContain(key)
  }
  expect(checkKeys({ PERSONA_API_KEY: 'persona_sandbox_a' }, 'production')).toMatchObject({
    value: [expect.any(String)],
  })
  expect(checkKeys({ PERSONA_API_KEY: 'persona_production_a' }, 'production')).toEqual({
    ok: true,
    value: [],
  })
  expect(checkKeys({}, 'production')).toEqual({ ok: true, value: [] })
})
