import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PRIORITIES, type UpstreamContext } from './priority.ts'
import { createPrioritySemaphore } from './priority-semaphore.ts'

const ADA = { priority: 'lookup', sender: 'ada' } as const
const BOB = { priority: 'background', sender: 'bob' } as const
const forever = new AbortController().signal
const settled = () => new Promise((done) => setTimeout(done, 0))

it('never lets in more than it may, and everybody in the end, those of an earlier lane first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...PRIORITIES), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      async (priorities, most) => {
        const semaphore = createPrioritySemaphore(() => most)
        const entered: (typeof priorities)[number][] = []
        let inside = 0
        for (const priority of priorities) {
          semaphore.enter({ priority, sender: 'ada' }, forever).then(() => {
            inside++
            entered.push(priority)
            expect(inside).toBeLessThanOrEqual(most)
          })
        }
        for (let round = 0; round <= priorities.length; round++) {
          await settled()
          if (inside > 0) {
            inside--
            semaphore.leave(ADA)
          }
        }
        expect(entered.length).toBe(priorities.length)
        const waited = entered.slice(most).map((priority) => PRIORITIES.indexOf(priority))
        expect(waited).toEqual([...waited].sort())
      },
    ),
    { numRuns: 30 },
  )
})

it('who has no time left does not wait, and takes nobody’s place', async () => {
  const semaphore = createPrioritySemaphore(() => 1)
  expect(await semaphore.enter(ADA, forever)).toBe(true)
  const leaving = new AbortController()
  const late = semaphore.enter(ADA, leaving.signal)
  const next = semaphore.enter(BOB, forever)
  leaving.abort()
  expect(await late).toBe(false)
  expect(await semaphore.enter(ADA, leaving.signal)).toBe(false)
  semaphore.leave(ADA)
  expect(await next).toBe(true)
})

it('gives the next place to the agent who has fewest, and keeps some from whoever asks for all', async () => {
  const semaphore = createPrioritySemaphore(() => 6)
  const eve = { priority: 'lookup', sender: 'eve' } as const
  for (let call = 0; call < 6; call++) expect(await semaphore.enter(eve, forever)).toBe(true)
  const entered: string[] = []
  const wait = (asking: UpstreamContext) =>
    semaphore.enter(asking, forever).then(() => entered.push(asking.sender))
  for (let call = 0; call < 3; call++) wait(eve)
  wait({ priority: 'lookup', sender: 'ada' })
  wait({ priority: 'list', sender: 'bob' })
  for (let call = 0; call < 3; call++) semaphore.leave(eve)
  await settled()
  expect(entered).toEqual(['ada', 'bob', 'eve'])
})
