import { expect, it, vi } from 'vitest'
import { ok } from '../../messages/failure.ts'
import { ACCOUNT, RELAY, TOKEN } from '../fixtures.ts'
import { createCheckpointStore } from './checkpoint-store.ts'

it('answers with what was seen of the agent’s own relay, and begins anew there', async () => {
  const heads = { find: vi.fn(async () => undefined), beginAnew: vi.fn(async () => {}) }
  const store = createCheckpointStore({
    account: {
      use: (request) => request({ relay: RELAY, token: TOKEN, abort: new AbortController().signal }, ACCOUNT),
    },
    heads,
  })
  expect(await store.find()).toEqual(ok(null))
  await store.beginAnew()
  expect(heads.find).toHaveBeenCalledWith(RELAY)
  expect(heads.beginAnew).toHaveBeenCalledExactlyOnceWith(RELAY)
})
