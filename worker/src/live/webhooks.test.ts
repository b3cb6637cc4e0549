/** A relay without webhook secrets has no address for webhooks. */
import { signAsPersona } from '@inquiry-lens/test/fake-providers/webhooks/webhooks.ts'
import { expect, it } from 'vitest'
import { openRelay, readProblem } from '../../testing/relay-under-test.ts'

it.each(['/hooks/persona', '/hooks/deepidv', '/hooks/other'])('%s is not there', async (path) => {
  const relay = openRelay()
  const answer = await relay.request(path, {
    method: 'POST',
    body: '{}',
    headers: { 'Persona-Signature': signAsPersona('{}', [''], Date.now()), 'deepidv-signature': '' },
  })
  const { requestId: _, instance: __, ...problem } = await readProblem(answer)
  expect(problem).toEqual({
    type: 'urn:inquiry-lens:problem:no-such-route',
    code: 'no-such-route',
    title: 'The relay has no such address',
    status: 404,
    detail: 'There is nothing at this address.',
  })
})
