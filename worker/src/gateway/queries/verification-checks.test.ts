/** Why a verification failed, from the fake Persona over the relay to the case. */
import { InquiryCaseSchema } from '@inquiry-lens/shared/domain/model.ts'
import { CANARY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { listAddresses } from '../../../testing/gateway.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  const { control } = relay.providers
  const stories = control.known().persona.sandbox
  const read = async (story: string) => {
    const text = await (await relay.request(`/v1/cases/${stories[story]?.inquiry}`, { token })).text()
    return { text, file: v.parse(InquiryCaseSchema, JSON.parse(text)) }
  }
  return { relay, control, read }
}

const CASE_CALLS = { 'GET /api/v1/inquiries/:id': 1, 'GET /api/v1/events': 1 }

it('comes with the inquiry, in the same two calls', async () => {
  const { control, read } = await open()
  const { file } = await read('three-retries')
  expect(file.verifications?.map(({ type, status, flaws }) => [type, status, flaws]).toSorted()).toEqual([
    ['verification/government-id', 'passed', []],
    ['verification/government-id', 'requires_retry', ['glare', 'blur']],
    ['verification/government-id', 'requires_retry', ['mrz']],
    ['verification/government-id', 'requires_retry', ['same-side']],
    ['verification/selfie', 'passed', []],
  ])
  expect(control.calls()).toEqual(CASE_CALLS)
  const [inquiry] = listAddresses()
  expect(inquiry?.searchParams.get('fields[verification]')).toBe('status,completed-at,checks')
})

it('tells a fraud signal as one of a number, and no check by its name', async () => {
  const { read } = await open()
  const { file, text } = await read('too-many-tries')
  expect(file.verifications?.map(({ flaws, forReview }) => [flaws, forReview]).toSorted()).toEqual([
    [[], 1],
    [[], 1],
    [[], 1],
    [['portrait'], 0],
    [['type'], 1],
  ])
  expect(text).not.toMatch(/_detection|_comparison|_lookup|tamper|replica|required|tea_leaf/)
  expect(text).not.toContain(CANARY)
})

it('goes with the data that was redacted', async () => {
  const { read } = await open()
  expect((await read('redacted')).file.verifications).toEqual([])
})
