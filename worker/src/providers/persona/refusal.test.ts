/** What agents learn of a request that Persona refuses. */
import { expect, it, vi } from 'vitest'
import { openRelay, readProblem } from '../../../testing/relay-under-test.ts'

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
