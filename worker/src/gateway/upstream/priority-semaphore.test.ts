import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPrioritySemaphore, PRIORITIES, type UpstreamContext } from './priority-semaphore.ts'

const ADA = { priority: 'lookup', sender: 'ada' } as const
const BOB = { priority: 'background', sender: 'bob' } as const
const forever = new AbortController().signal
const settled = () => new Promise((done) => setTimeout(done, 0))

it('runs a limited number at a time, finally all, and higher priorities first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...PRIORITIES), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      async (priorities, max) => {
        const semaphore = createPrioritySemaphore(() => max)
        const started: (typeof priorities)[number][] = []
        let running = 0
        for (const priority of priorities) {
          semaphore.acquire({ priority, sender: 'ada' }, forever).then(() => {
            running++
            started.push(priority)
            expect(running).toBeLessThanOrEqual(max)
          })
        }
        for (let round = 0; round <= priorities.length; round++) {
          await settled()
          if (running > 0) {
            running--
            semaphore.release(ADA)
          }
        }
        expect(started.length).toBe(priorities.length)
        const waited = started.slice(max).map((priority) => PRIORITIES.indexOf(priority))
        expect(waited).toEqual([...waited].sort())
      },
    ),
    { numRuns: 30 },
  )
})

it('gives up on abort, and takes no slot', async () => {
  const semaphore = createPrioritySemaphore(() => 1)
  expect(await semaphore.acquire(ADA, forever)).toBe(true)
  const leaving = new AbortController()
  const late = semaphore.acquire(ADA, leaving.signal)
  const next = semaphore.acquire(BOB, forever)
  leaving.abort()
  expect(await late).toBe(false)
  expect(await semaphore.acquire(ADA, leaving.signal)).toBe(false)
  semaphore.release(ADA)
  expect(await next).toBe(true)
})

it('starts the agent with the fewest running calls next, and keeps slots from one that takes all', async () => {
  const semaphore = createPrioritySemaphore(() => 6)
  const eve = { priority: 'lookup', sender: 'eve' } as const
  for (let call = 0; call < 6; call++) expect(await semaphore.acquire(eve, forever)).toBe(true)
  const started: string[] = []
  const wait = (context: UpstreamContext) =>
    semaphore.acquire(context, forever).then(() => started.push(context.sender))
  for (let call = 0; call < 3; call++) wait(eve)
  wait({ priority: 'lookup', sender: 'ada' })
  wait({ priority: 'list', sender: 'bob' })
  for (let call = 0; call < 3; call++) semaphore.release(eve)
  await settled()
  expect(started).toEqual(['ada', 'bob', 'eve'])
})
