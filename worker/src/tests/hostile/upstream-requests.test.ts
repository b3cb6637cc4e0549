/** Attacks through the provider's answers: see `docs/threat-model.md`. */
import { SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { FAKE_PERSONA_SANDBOX_KEY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { answerWith, json, openRelay } from '../../../testing/relay-under-test.ts'

describe('requests to the provider', () => {
  const rowOf = (index: number) => ({
    type: 'inquiry-session',
    id: `iqse_Made${index}`,
    attributes: {},
    relationships: {},
  })

  it.each([
    'https://evil.example/api/v1/inquiry-sessions?page%5Bafter%5D=iqse_Made3',
    '//evil.example/?page%5Bafter%5D=iqse_Made3',
    '/api/v1/accounts?page%5Bafter%5D=iqse_Made3&include=everything',
    'http://169.254.169.254/latest?page%5Bafter%5D=iqse_Made3',
  ])('SSRF by links.next %s: of it only the cursor is taken', async (next) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const requests = answerWith(relay, () =>
      Response.json({ data: [rowOf(1), rowOf(2), rowOf(3)], links: { next } }),
    )
    const page = await relay.request('/v1/sessions?limit=3', { token })
    const { next: cursor } = v.parse(SessionsPageSchema, await page.json())
    expect(cursor).not.toContain('evil')
    await relay.request(`/v1/sessions?limit=3&cursor=${cursor}`, { token })
    for (const { url } of requests) {
      expect(new URL(url).origin).toBe('http://127.0.0.1:9')
      expect(new URL(url).pathname).toBe('/api/v1/inquiry-sessions')
      expect(url).not.toContain('include=everything')
    }
    expect(requests.length).toBeGreaterThan(1)
  })

  it.each(['../../secrets', 'iqse_A&include=account', 'iqse_A\r\nX-Evil: 1', ''])(
    'SSRF by a cursor of the provider’s: %j is none, and the list goes on from its last row',
    async (cursor) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const next = `/api/v1/inquiry-sessions?page%5Bafter%5D=${encodeURIComponent(cursor)}`
      const requests = answerWith(relay, () => Response.json({ data: [rowOf(1)], links: { next } }))
      const page = await relay.request('/v1/sessions?limit=1', { token })
      const { next: ours } = v.parse(SessionsPageSchema, await page.json())
      await relay.request(`/v1/sessions?limit=1&cursor=${ours}`, { token })
      const after = requests.map(({ url }) => new URL(url).searchParams.get('page[after]'))
      expect(new Set(after)).toEqual(new Set([null, 'iqse_Made1']))
    },
  )

  it.each([301, 302, 303, 307, 308])(
    'a redirect (%i) is refused, and the key goes nowhere',
    async (status) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const requests = answerWith(
        relay,
        () => new Response(null, { status, headers: { Location: 'https://evil.example/collect' } }),
      )
      expect((await relay.request('/v1/sessions', { token })).status).toBe(502)
      expect(requests.length).toBeGreaterThan(0)
      for (const { url, redirect } of requests) {
        expect(new URL(url).hostname).toBe('127.0.0.1')
        expect(redirect).toBe('manual')
      }
    },
  )

  it('a caller’s headers do not reach the provider', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const requests = answerWith(relay, () => Response.json({ data: [], links: { next: null } }))
    const headers = {
      'Persona-Version': '2020-01-01',
      'Key-Inflection': 'camel',
      'X-Forwarded-Host': 'evil.example',
      Cookie: 'a=b',
    }
    await relay.request('/v1/sessions', { token, headers })
    const sent = Object.fromEntries(requests[0]?.headers ?? [])
    expect(Object.keys(sent).sort()).toEqual(['accept', 'authorization', 'key-inflection', 'persona-version'])
    expect(sent).toMatchObject({
      authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}`,
      'key-inflection': 'kebab',
    })
  })

  it('stored XSS in event name, note and reason: JSON with nosniff, and text as it was; a status is a word', async () => {
    const relay = openRelay()
    const [agent, investigator, auditor] = [
      await relay.signIn('ada@example.com'),
      await relay.signIn('ines@example.com', 'investigator'),
      await relay.signIn('audit@example.com', 'auditor'),
    ]
    const script = '<img src=x onerror=alert(1)>'
    const attributes = { status: script, name: `inquiry.${script}`, note: script }
    answerWith(relay, ({ pathname }) => {
      const row = { type: 'inquiry', id: 'inq_ABC123', attributes, relationships: {} }
      return Response.json(
        pathname.endsWith('inq_ABC123') ? { data: row } : { data: [row], links: { next: null } },
      )
    })
    const reveal = json({ id: 'inq_ABC123', fields: ['note'], reason: script })
    const inquiries = await relay.request('/v1/inquiries', { token: agent })
    expect(await inquiries.json()).toMatchObject({ items: [{ status: 'unknown' }] })
    const answers = [
      await relay.request('/v1/events', { token: agent }),
      await relay.request('/v1/reveals', { token: investigator, ...reveal }),
      await relay.request('/v1/audit?action=reveal', { token: auditor }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/)
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      expect(await answer.text()).toContain(script)
    }
  })
})
