import { madeInquiry } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import { err, ok, pageFailure, type Result } from '../../../messages/failure.ts'
import type { CustomerView, PersonView } from '../../../messages/messages.ts'
import { createPersonFinder, findCustomer, type PersonQuery, soleMatch } from './customer.ts'

const NONE: CustomerView = { matches: [], isMore: false, asOf: 7, asked: [], failures: [] }
const settle = () => new Promise((resolve) => setTimeout(resolve))

it('fetches once, one request at a time, and again on refresh', async () => {
  const answers: Result<CustomerView>[] = [err(pageFailure('offline')), ok(NONE)]
  const asked: string[] = []
  const finding = findCustomer(
    'cust-1',
    async (reference) => answers[asked.push(reference) - 1] ?? ok(NONE),
    new AbortController().signal,
  )
  finding.refresh()
  await settle()
  expect(asked).toEqual(['cust-1'])
  expect(finding.error.value?.code).toBe('offline')
  finding.refresh()
  await settle()
  expect([finding.error.value, finding.asOf.value, asked.length]).toEqual([undefined, 7, 2])
})

it('ignores an answer after the abort', async () => {
  const end = new AbortController()
  const finding = findCustomer('cust-1', async () => ok(NONE), end.signal)
  end.abort()
  await settle()
  expect(finding.data.value).toBeUndefined()
})

it('finds no sole match while a provider failed or there may be more', () => {
  const one: CustomerView['matches'][number] = {
    environment: 'sandbox',
    lookup: {
      id: 'a',
      outcome: 'found',
      summary: {
        provider: 'persona',
        kind: 'inquiry',
        id: 'a',
        inquiryId: 'a',
        status: 'approved',
        name: null,
        at: null,
        redacted: false,
        flow: null,
      },
    },
  }
  expect(soleMatch({ ...NONE, matches: [one] })).toBe('a')
  expect(soleMatch({ ...NONE, matches: [one, one] })).toBeUndefined()
  expect(soleMatch({ ...NONE, matches: [one], isMore: true })).toBeUndefined()
  const failures = [{ provider: 'deepidv' as const, failure: pageFailure('offline') }]
  expect(soleMatch({ ...NONE, matches: [one], failures })).toBeUndefined()
  expect(soleMatch(undefined)).toBeUndefined()
})

const MINUTE = 60_000
const MIRA: PersonQuery = { provider: 'persona', account: 'act_Mira1', reference: null }
const THEO: PersonQuery = { provider: 'persona', account: null, reference: 'cust-700001' }
const ONE: PersonView = { items: [madeInquiry()], isMore: false }

function setUp(...answers: Result<PersonView>[]) {
  const asked: { query: PersonQuery; abort: AbortSignal }[] = []
  const clock = { now: 0 }
  const end = new AbortController()
  const find = createPersonFinder({
    fetch: async (query, abort) => answers[asked.push({ query, abort }) - 1] ?? ok(ONE),
    now: () => clock.now,
    abort: end.signal,
  })
  return { find, asked, clock, end }
}

it('fetches once per person, and again for another person', async () => {
  const { find, asked } = setUp()
  const first = find(MIRA)
  expect(find({ ...MIRA })).toBe(first)
  await settle()
  expect(first.data.value).toEqual(ONE)
  expect(find({ ...MIRA })).toBe(first)
  find(THEO)
  find(MIRA)
  expect(asked.map(({ query }) => query)).toEqual([MIRA, THEO, MIRA])
})

it('fetches again after five minutes', () => {
  const { find, asked, clock } = setUp()
  const first = find(MIRA)
  clock.now = 5 * MINUTE - 1
  expect(find(MIRA)).toBe(first)
  clock.now = 5 * MINUTE
  expect(find(MIRA)).not.toBe(first)
  expect(asked).toHaveLength(2)
})

it('reports a failure and retries on refresh', async () => {
  const { find, asked } = setUp(err(pageFailure('offline')))
  const person = find(MIRA)
  await settle()
  expect([person.error.value?.code, person.data.value]).toEqual(['offline', undefined])
  person.refresh()
  await settle()
  expect([person.error.value, person.data.value, asked.length]).toEqual([undefined, ONE, 2])
})

it('aborts the request of the person before, and at the end', async () => {
  const { find, asked, end } = setUp()
  const first = find(MIRA)
  const second = find(THEO)
  expect(asked[0]?.abort.aborted).toBe(true)
  end.abort()
  expect(asked[1]?.abort.aborted).toBe(true)
  await settle()
  expect([first.data.value, second.data.value]).toEqual([undefined, undefined])
})
