import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeInquiryCase, madeSession } from '../../../testing/made-rows.ts'
import type { ProviderEvent, SessionCase, WorkflowStep } from '../../domain/model.ts'
import { listAttempts } from './attempts.ts'

const START = Date.parse('2026-11-21T09:00:00Z')
const second = (count: number) => new Date(START + count * 1000).toISOString()

let made = 0
const event = (
  name: string,
  at: number | null,
  id = 'ver_1',
  type = 'verification/government-id',
): ProviderEvent => ({
  provider: 'persona',
  id: `evt_${made++}`,
  name,
  createdAt: at === null ? null : second(at),
  object: { type, id },
})

const shortOf = (events: readonly ProviderEvent[]) =>
  listAttempts(madeInquiryCase({ events: [...events] })).map(({ what, outcome }) => `${what} ${outcome}`)

describe('attempts at Persona', () => {
  it('is a try for each verification, however the events come', () => {
    const events = [0, 100, 200].flatMap((at, index) => [
      event('verification.created', at, `ver_${index}`),
      event('verification.submitted', at + 10, `ver_${index}`),
      event(index < 2 ? 'verification.requires-retry' : 'verification.passed', at + 20, `ver_${index}`),
    ])
    const expected = ['government-id retry', 'government-id retry', 'government-id passed']
    expect(shortOf(events)).toEqual(expected)
    expect(shortOf(events.toReversed())).toEqual(expected)
  })

  it('starts a new attempt of a verification after each retry and at each further submission', () => {
    expect(
      shortOf([
        event('verification.submitted', 0),
        event('verification.requires-retry', 10),
        event('verification.submitted', 60),
        event('verification.requires-retry', 70),
        event('verification.failed', 150),
      ]),
    ).toEqual(['government-id retry', 'government-id retry', 'government-id failed'])
  })

  it('counts a failure and its retry request as one try', () => {
    expect(shortOf([event('verification.failed', 10), event('verification.requires-retry', 12)])).toEqual([
      'government-id retry',
    ])
    expect(shortOf([event('verification.requires-retry', 10), event('verification.failed', 12)])).toEqual([
      'government-id failed',
    ])
  })

  it.each<[string, string[], string]>([
    ['started', ['created'], 'open'],
    ['handed in', ['created', 'submitted'], 'open'],
    [
      'failed for now, passed in the end',
      ['submitted', 'tentatively-failed', 'escalated', 'passed'],
      'passed',
    ],
    ['called off, then skipped', ['created', 'canceled', 'skipped'], 'skipped'],
    ['failed, then passed by a reviewer', ['submitted', 'failed', 'passed'], 'passed'],
    ['passed, and given a tag', ['passed', 'updated-tags'], 'passed'],
    ['given an unknown verb', ['created', 'constructor'], 'open'],
  ])('is one that was %s', (_, verbs, outcome) => {
    expect(shortOf(verbs.map((verb, index) => event(`verification.${verb}`, index * 30)))).toEqual([
      `government-id ${outcome}`,
    ])
  })

  it('counts a document as an attempt only without its verification', () => {
    const document = event('document.errored', 5, 'doc_1', 'document/government-id')
    expect(shortOf([document])).toEqual(['government-id failed'])
    expect(shortOf([document, event('verification.passed', 10)])).toEqual(['government-id passed'])
    const selfie = event('selfie.submitted', 20, 'self_1', 'selfie/profile-and-center')
    expect(shortOf([selfie, event('verification.passed', 30)])).toEqual([
      'selfie open',
      'government-id passed',
    ])
  })

  it('takes a missing or invalid time as unknown', () => {
    const odd = { ...event('verification.submitted', null), createdAt: '2026-99-99T00:00:00Z' }
    const [attempt, ...others] = listAttempts(
      madeInquiryCase({ events: [odd, event('verification.passed', null)] }),
    )
    expect(others).toEqual([])
    expect(attempt).toMatchObject({ outcome: 'passed', at: undefined })
  })

  it('covers each event at most once, in any input order', () => {
    const anyEvent = fc
      .record({
        name: fc.constantFrom(
          ...['created', 'submitted', 'passed', 'failed', 'requires-retry', 'skipped', '', 'x'].map(
            (verb) => `verification.${verb}`,
          ),
          ...['document.created', 'document.errored', 'selfie.processed', 'inquiry.approved', 'toString.x'],
        ),
        at: fc.option(fc.integer({ min: 0, max: 60 })),
        id: fc.option(fc.constantFrom('ver_1', 'ver_2')),
        type: fc.constantFrom('verification/government-id', 'document/government-id', 'selfie', ''),
      })
      .map(({ name, at, id, type }) => ({
        ...event(name, at, id ?? '', type),
        object: id === null ? null : { type, id },
      }))
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), fc.infiniteStream(fc.nat()), (events, numbers) => {
        const attempts = listAttempts(madeInquiryCase({ events }))
        const overrides = attempts.flatMap((attempt) => attempt.events.map(({ id }) => id))
        expect(new Set(overrides).size).toBe(overrides.length)
        const shuffled = events
          .map((one) => ({ one, place: numbers.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one)
        expect(listAttempts(madeInquiryCase({ events: shuffled }))).toEqual(attempts)
      }),
    )
  })
})

const step = (
  status: string,
  attempts: number | null,
  overrides: Partial<WorkflowStep> = {},
): WorkflowStep => ({
  step: 'ID_VERIFICATION',
  status,
  attempts,
  startedAt: null,
  completedAt: null,
  failure: null,
  ...overrides,
})

const caseOf = (steps: WorkflowStep[] | null, attemptsLeft: number | null = null): SessionCase => ({
  about: 'session',
  provider: 'deepidv',
  session: madeSession({ provider: 'deepidv' }),
  steps,
  attemptsLeft,
  related: [],
})

describe('attempts at deepidv', () => {
  it.each<[string, WorkflowStep, number | null, string[]]>([
    ['nothing', step('PENDING', 0), null, []],
    ['nothing yet, as far as is known', step('PENDING', null), null, []],
    ['once', step('COMPLETED', 1), null, ['passed 1']],
    ['once, without a count', step('COMPLETED', null), null, ['passed 1']],
    ['until it went', step('COMPLETED', 3), null, ['retry 2', 'passed 1']],
    ['in vain', step('FAILED', 3), 0, ['retry 2', 'failed 1']],
    ['in vain so far', step('FAILED', 2), 1, ['retry 1', 'retry 1']],
    ['again just now', step('IN_PROGRESS', 2), 1, ['retry 1', 'open 1']],
    ['and put back, without a reason', step('PENDING', 2), 1, ['retry 1', 'open 1']],
    [
      'and put back for a reason',
      { ...step('PENDING', 2), failure: { code: 'OCR_NAME_MISSING', action: null } },
      1,
      ['retry 1', 'retry 1'],
    ],
    ['not at all', step('SKIPPED', 0), null, ['skipped 1']],
    ['in an unknown state', step('PONDERED', 1), null, ['open 1']],
    ['in a way that every object has', step('constructor', 1), null, ['open 1']],
  ])('is %s', (_, one, left, expected) => {
    expect(listAttempts(caseOf([one], left)).map(({ outcome, count }) => `${outcome} ${count}`)).toEqual(
      expected,
    )
  })

  it('is empty without steps', () => {
    expect(listAttempts(caseOf(null))).toEqual([])
  })

  it('ends when its step did', () => {
    const done = step('COMPLETED', 2, { startedAt: second(5), completedAt: second(9) })
    expect(listAttempts(caseOf([done])).map(({ at }) => at)).toEqual([undefined, START + 9_000])
  })
})
