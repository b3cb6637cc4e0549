import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LANES } from './lane.ts'
import { createSemaphore } from './semaphore.ts'

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
          semaphore.enter(lane, forever).then(() => {
            inside++
            entered.push(lane)
            expect(inside).toBeLessThanOrEqual(most)
          })
        }
        for (let round = 0; round <= lanes.length; round++) {
          await settled()
          if (inside > 0) {
            inside--
            semaphore.leave()
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
  expect(await semaphore.enter('lookup', forever)).toBe(true)
  const leaving = new AbortController()
  const late = semaphore.enter('lookup', leaving.signal)
  const next = semaphore.enter('background', forever)
  leaving.abort()
  expect(await late).toBe(false)
  expect(await semaphore.enter('lookup', leaving.signal)).toBe(false)
  semaphore.leave()
  expect(await next).toBe(true)
})
