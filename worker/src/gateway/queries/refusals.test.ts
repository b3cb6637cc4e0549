/** What agents learn of what a provider refuses: one object, a key, a request. */
import { MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import * as v from 'valibot'
import { expect, it, vi } from 'vitest'
import { openRelay, readProblem } from '../../../testing/relay-under-test.ts'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  const request = (path: string) => relay.request(path, { token })
  const stateOfProvider = async () => {
    const { state, reason } = v.parse(MeSchema, await (await request('/v1/me')).json()).providers[0] ?? {}
    return [state, reason]
  }
  return { request, stateOfProvider, control: relay.providers.control }
}

it.each(['cases/inq_ABC123', 'sessions/iqse_ABC123', 'events/evt_ABC123'])(
  'returns not-found for a 403 on one object (%s), and keeps the provider answering',
  async (path) => {
    const { request, stateOfProvider, control } = await open()
    await request('/v1/sessions')
    control.faults([{ fault: 'key-refused', status: 403 }])
    const refused = await readProblem(await request(`/v1/${path}`))
    expect(refused).toMatchObject({ code: 'not-found', status: 404 })
    expect(refused.detail).toMatch(/^Not in SANDBOX/)
    expect(await stateOfProvider()).toEqual(['answering', undefined])
  },
)

it.each([
  [401, '/v1/cases/inq_ABC123'],
  [401, '/v1/sessions'],
  [403, '/v1/sessions'],
] as const)('returns provider-key-refused for a %i on %s', async (status, path) => {
  const { request, stateOfProvider, control } = await open()
  control.faults([{ fault: 'key-refused', status }])
  expect((await readProblem(await request(path))).code).toBe('provider-key-refused')
  expect(await stateOfProvider()).toEqual(['failing', 'provider-key-refused'])
})

it('keeps a refused key after a 403 or 404 on one object', async () => {
  const { request, stateOfProvider, control } = await open()
  control.faults([{ fault: 'key-refused', status: 403 }])
  await request('/v1/sessions')
  await request('/v1/cases/inq_ABC123')
  expect(await stateOfProvider()).toEqual(['failing', 'provider-key-refused'])
  control.faults([])
  expect((await request('/v1/events/evt_NoSuch123')).status).toBe(404)
  expect(await stateOfProvider()).toEqual(['failing', 'provider-key-refused'])
  await request('/v1/events/evt_ABC123')
  expect(await stateOfProvider()).toEqual(['answering', undefined])
})

it.each(['cases/inq_ABC123', 'sessions/iqse_ABC123', 'events/evt_ABC123'])(
  'keeps the provider answering after one unreadable object (%s)',
  async (path) => {
    const { request, stateOfProvider, control } = await open()
    control.faults([{ fault: 'truncated' }])
    expect((await request(`/v1/${path}`)).ok).toBe(false)
    expect(await stateOfProvider()).toEqual(['answering', undefined])
    await request('/v1/sessions')
    expect(await stateOfProvider()).toEqual(['failing', 'provider-unreadable'])
  },
)

it('keeps the provider answering after a 404', async () => {
  const { request, stateOfProvider } = await open()
  expect((await request('/v1/sessions/iqse_NoSuch123')).status).toBe(404)
  expect(await stateOfProvider()).toEqual(['answering', undefined])
})

it.each([
  ['Ada Lovelace', 'Persona refused the request.'],
  ['ada@example.com is no reference', 'Persona refused the request.'],
  ['x'.repeat(500_000), 'Persona refused the request.'],
  ['filter[reference-id] ada@example.com is invalid', 'Persona refused filter[reference-id].'],
  ['Unknown page[size], include', 'Persona refused page[size], include.'],
])('passes on only names of parameters from the title %.40j', async (title, detail) => {
  const relay = openRelay()
  const token = await relay.signIn()
  const body = { errors: [{ title, details: title, code: title }] }
  vi.mocked(globalThis.fetch).mockImplementation(async () => Response.json(body, { status: 400 }))
  const problem = await readProblem(await relay.request('/v1/inquiries', { token }))
  expect([problem.code, problem.detail]).toEqual(['invalid-parameter', detail])
})
