import { expect, it } from 'vitest'
import { err, ok, pageFailure, type Result } from '../../../messages/failure.ts'
import type { CustomerView } from '../../../messages/messages.ts'
import { findCustomer, soleMatch } from './customer-cases.ts'

const NONE: CustomerView = { matches: [], isMore: false, asOf: 7, asked: [], failures: [] }
const settle = () => new Promise((resolve) => setTimeout(resolve))

it('asks once, once at a time, and again when it is told to', async () => {
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

it('says nothing once nobody waits for it', async () => {
  const end = new AbortController()
  const finding = findCustomer('cust-1', async () => ok(NONE), end.signal)
  end.abort()
  await settle()
  expect(finding.data.value).toBeUndefined()
})

it('calls no case the only one while somebody could not be asked, or there may be more', () => {
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
