import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Asking, LANES } from './priority.ts'
import { createSemaphore } from './priority-semaphore.ts'

const ADA = { lane: 'lookup', asker: 'ada' } as const
const BOB = { lane: 'background', asker: 'bob' } as const
const forever = new AbortController().signal
const settled = () => new Promise((done) => setTimeout(done, 0))

it('never lets in more than it may, and everybody in the end, those of an earlier lane first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...LANES), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      async (lanes, most) => {
        const semaphore = createSemaphore(() => most)
        const entered: (typeof lanes)[number][] = []
        let inside = 0
        for (const lane of lanes) {
          semaphore.enter({ lane, asker: 'ada' }, forever).then(() => {
            inside++
            entered.push(lane)
            expect(inside).toBeLessThanOrEqual(most)
          })
        }
        for (let round = 0; round <= lanes.length; round++) {
          await settled()
          if (inside > 0) {
            inside--
            semaphore.leave(ADA)
          }
        }
        expect(entered.length).toBe(lanes.length)
        const waited = entered.slice(most).map((lane) => LANES.indexOf(lane))
        expect(waited).toEqual([...waited].sort())
      },
    ),
    { numRuns: 30 },
  )
})

it('who has no time left does not wait, and takes nobody’s place', async () => {
  const semaphore = createSemaphore(() => 1)
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
  const semaphore = createSemaphore(() => 6)
  const eve = { lane: 'lookup', asker: 'eve' } as const
  for (let call = 0; call < 6; call++) expect(await semaphore.enter(eve, forever)).toBe(true)
  const entered: string[] = []
  const wait = (asking: Asking) => semaphore.enter(asking, forever).then(() => entered.push(asking.asker))
  for (let call = 0; call < 3; call++) wait(eve)
  wait({ lane: 'lookup', asker: 'ada' })
  wait({ lane: 'list', asker: 'bob' })
  for (let call = 0; call < 3; call++) semaphore.leave(eve)
  await settled()
  expect(entered).toEqual(['ada', 'bob', 'eve'])
})
