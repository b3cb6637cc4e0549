/** What one refused object says about the provider, to all agents. */
import { MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { openRelay, readProblem } from '../../../testing/relay-under-test.ts'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  const request = (path: string) => relay.request(path, { token })
  const standing = async () => {
    const { state, reason } = v.parse(MeSchema, await (await request('/v1/me')).json()).providers[0] ?? {}
    return [state, reason]
  }
  return { request, standing, control: relay.providers.control }
}

it.each(['cases/inq_ABC123', 'sessions/iqse_ABC123', 'events/evt_ABC123'])(
  'a 403 for one object (%s) is “not found”, and leaves the provider answering',
  async (path) => {
    const { request, standing, control } = await open()
    await request('/v1/sessions')
    control.faults([{ fault: 'key-refused', status: 403 }])
    const refused = await readProblem(await request(`/v1/${path}`))
    expect(refused).toMatchObject({ code: 'not-found', status: 404 })
    expect(refused.detail).toMatch(/^Not in SANDBOX/)
    expect(await standing()).toEqual(['answering', undefined])
  },
)

it.each([
  [401, '/v1/cases/inq_ABC123'],
  [401, '/v1/sessions'],
  [403, '/v1/sessions'],
] as const)('a %i on %s is the key’s, and the operator’s problem', async (status, path) => {
  const { request, standing, control } = await open()
  control.faults([{ fault: 'key-refused', status }])
  expect((await readProblem(await request(path))).code).toBe('provider-key-refused')
  expect(await standing()).toEqual(['failing', 'provider-key-refused'])
})

it('after a 403 on lists, neither a 403 nor a 404 for one object says that all is well', async () => {
  const { request, standing, control } = await open()
  control.faults([{ fault: 'key-refused', status: 403 }])
  await request('/v1/sessions')
  await request('/v1/cases/inq_ABC123')
  expect(await standing()).toEqual(['failing', 'provider-key-refused'])
  control.faults([])
  expect((await request('/v1/events/evt_NoSuch123')).status).toBe(404)
  expect(await standing()).toEqual(['failing', 'provider-key-refused'])
  await request('/v1/events/evt_ABC123')
  expect(await standing()).toEqual(['answering', undefined])
})

it.each(['cases/inq_ABC123', 'sessions/iqse_ABC123', 'events/evt_ABC123'])(
  'one object that can’t be read (%s) is no illness of the provider',
  async (path) => {
    const { request, standing, control } = await open()
    control.faults([{ fault: 'truncated' }])
    expect((await request(`/v1/${path}`)).ok).toBe(false)
    expect(await standing()).toEqual(['answering', undefined])
    await request('/v1/sessions')
    expect(await standing()).toEqual(['failing', 'provider-unreadable'])
  },
)

it('a provider that does not have what was asked for is answering', async () => {
  const { request, standing } = await open()
  expect((await request('/v1/sessions/iqse_NoSuch123')).status).toBe(404)
  expect(await standing()).toEqual(['answering', undefined])
})
