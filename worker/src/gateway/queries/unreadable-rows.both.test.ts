import { expect, it, vi } from 'vitest'
import { openRelay, readProblem } from '../../../testing/relay-under-test.ts'

it.each([
  '/v1/sessions?provider=persona',
  '/v1/events',
  '/v1/inquiries?state=approved',
  '/v1/sessions?provider=deepidv',
])('%s is unreadable instead of empty where no row has an ID', async (path) => {
  const relay = openRelay()
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const answer = await relay.providers.fetch(new Request(input, init))
    return new Response((await answer.text()).replaceAll('"id":"', '"id":"not an ID '), answer)
  })
  const answer = await relay.request(path, { token: await relay.signIn() })
  expect(answer.status).toBe(502)
  expect((await readProblem(answer)).code).toBe('provider-unreadable')
})
