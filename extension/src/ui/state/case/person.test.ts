import { madeInquiry } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import { err, ok, pageFailure, type Result } from '../../../messages/failure.ts'
import type { PersonView } from '../../../messages/messages.ts'
import { createPersonFinder, type Whose } from './person.ts'

const MINUTE = 60_000
const MIRA: Whose = { provider: 'persona', account: 'act_Mira1', reference: null }
const THEO: Whose = { provider: 'persona', account: null, reference: 'cust-700001' }
const ONE: PersonView = { items: [madeInquiry()], isMore: false }

const settle = () => new Promise((resolve) => setTimeout(resolve))

function setUp(...answers: Result<PersonView>[]) {
  const asked: { whose: Whose; abort: AbortSignal }[] = []
  const clock = { now: 0 }
  const end = new AbortController()
  const find = createPersonFinder({
    fetch: async (whose, abort) => answers[asked.push({ whose, abort }) - 1] ?? ok(ONE),
    now: () => clock.now,
    abort: end.signal,
  })
  return { find, asked, clock, end }
}

it('asks once for a person, whichever of their cases is opened, and anew for another one', async () => {
  const { find, asked } = setUp()
  const first = find(MIRA)
  expect(find({ ...MIRA })).toBe(first)
  await settle()
  expect(first.value.value).toEqual(ONE)
  expect(find({ ...MIRA })).toBe(first)
  find(THEO)
  find(MIRA)
  expect(asked.map(({ whose }) => whose)).toEqual([MIRA, THEO, MIRA])
})

it('asks anew once the answer is old', () => {
  const { find, asked, clock } = setUp()
  const first = find(MIRA)
  clock.now = 5 * MINUTE - 1
  expect(find(MIRA)).toBe(first)
  clock.now = 5 * MINUTE
  expect(find(MIRA)).not.toBe(first)
  expect(asked).toHaveLength(2)
})

it('tells of a failure, and tries again when it is told to', async () => {
  const { find, asked } = setUp(err(pageFailure('offline')))
  const person = find(MIRA)
  await settle()
  expect([person.failure.value?.code, person.value.value]).toEqual(['offline', undefined])
  person.run()
  await settle()
  expect([person.failure.value, person.value.value, asked.length]).toEqual([undefined, ONE, 2])
})

it('takes a question back once another person is looked at, or nobody looks any more', async () => {
  const { find, asked, end } = setUp()
  const first = find(MIRA)
  const second = find(THEO)
  expect(asked[0]?.abort.aborted).toBe(true)
  end.abort()
  expect(asked[1]?.abort.aborted).toBe(true)
  await settle()
  expect([first.value.value, second.value.value]).toEqual([undefined, undefined])
})
