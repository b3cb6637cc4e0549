import { expect, it } from 'vitest'
import { createSingleFlight } from './single-flight.ts'

it('shares a run while it is running, and starts another one after it', async () => {
  const singleFlight = createSingleFlight<number>()
  let runs = 0
  let finish = (_: number) => {}
  const run = () => {
    runs++
    return new Promise<number>((resolve) => {
      finish = resolve
    })
  }
  const first = singleFlight.coalesce('key', run)
  const second = singleFlight.coalesce('key', run)
  expect([first.isShared, second.isShared, runs]).toEqual([false, true, 1])
  expect([singleFlight.isRunning('key'), singleFlight.isRunning('another')]).toEqual([true, false])
  finish(7)
  expect(await Promise.all([first.result, second.result])).toEqual([7, 7])
  expect(singleFlight.isRunning('key')).toBe(false)
  expect(singleFlight.coalesce('key', run).isShared).toBe(false)
})

it('shares no run that was forgotten, which learns of it, and ends none but its own', async () => {
  const singleFlight = createSingleFlight<boolean>()
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  const begin = (key: string, { promise }: PromiseWithResolvers<void>) =>
    singleFlight.coalesce(key, async (isCurrent) => {
      await promise
      return isCurrent()
    })
  const old = begin('one', first)
  const other = begin('other', first)
  singleFlight.forget((key) => key === 'one')
  const next = begin('one', second)
  expect([next.isShared, begin('other', first).isShared]).toEqual([false, true])
  first.resolve()
  expect(await Promise.all([old.result, other.result])).toEqual([false, true])
  expect(begin('one', second).isShared).toBe(true)
  second.resolve()
  expect(await next.result).toBe(true)
  const last = begin('one', second)
  singleFlight.forget()
  expect(await last.result).toBe(false)
})

it('does not share a run that failed', async () => {
  const singleFlight = createSingleFlight<number>()
  const failed = singleFlight.coalesce('key', () => Promise.reject(new Error('gone')))
  await expect(failed.result).rejects.toThrow('gone')
  expect(await singleFlight.coalesce('key', async () => 1).result).toBe(1)
})
