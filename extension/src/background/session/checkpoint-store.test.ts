import { expect, it, vi } from 'vitest'
import { succeed } from '../../messages/failure.ts'
import { ACCOUNT, RELAY, TOKEN } from '../fixtures.ts'
import { createWitnessDesk } from './checkpoint-store.ts'

it('answers with what was seen of the agent’s own relay, and begins anew there', async () => {
  const heads = { find: vi.fn(async () => undefined), beginAnew: vi.fn(async () => {}) }
  const desk = createWitnessDesk({
    account: {
      use: (ask) => ask({ relay: RELAY, token: TOKEN, signal: new AbortController().signal }, ACCOUNT),
    },
    heads,
  })
  expect(await desk.find()).toEqual(succeed(null))
  await desk.beginAnew()
  expect(heads.find).toHaveBeenCalledWith(RELAY)
  expect(heads.beginAnew).toHaveBeenCalledExactlyOnceWith(RELAY)
})
