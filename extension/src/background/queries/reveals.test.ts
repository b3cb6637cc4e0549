import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../../messages/failure.ts'
import { ACCOUNT, INQUIRY_ID, RELAY, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { createRevealer } from './reveals.ts'

const REQUEST = { id: INQUIRY_ID, fields: ['note', 'tags'], reason: 'Customer asks for it' }
const REVEALED = {
  provider: 'persona' as const,
  id: INQUIRY_ID,
  values: [{ field: 'note', value: 'a secret' }],
}

function setUp(answer: Awaited<ReturnType<RelayClient['reveal']>>) {
  const asked: unknown[] = []
  const reveal = createRevealer({
    account: {
      use: (request) => request({ relay: RELAY, token: TOKEN, abort: new AbortController().signal }, ACCOUNT),
    },
    relay: {
      reveal: async (_credentials, request) => {
        asked.push(request)
        return answer
      },
    },
  })
  return { reveal, asked }
}

beforeEach(() => fakeBrowser.reset())

it('hands on what the relay reveals, asks each time, and keeps nothing', async () => {
  const { reveal, asked } = setUp(ok(REVEALED))
  expect(await reveal(REQUEST)).toEqual(ok(REVEALED))
  expect(await reveal(REQUEST)).toEqual(ok(REVEALED))
  expect(asked).toEqual([REQUEST, REQUEST])
  expect(await fakeBrowser.storage.session.get()).toEqual({})
  expect(await fakeBrowser.storage.local.get()).toEqual({})
})

it.each([
  ['another object', { ...REVEALED, id: 'inq_Another1' }],
  ['a field that nobody asked for', { ...REVEALED, values: [{ field: 'reviewer-comment', value: 'x' }] }],
])('does not show %s', async (_, answer) => {
  expect(await setUp(ok(answer)).reveal(REQUEST)).toMatchObject({ error: { code: 'relay-unreadable' } })
})

it('says why there is nothing to show', async () => {
  const refused = err(problemFailure('role-refused'))
  expect(await setUp(refused).reveal(REQUEST)).toEqual(refused)
})
