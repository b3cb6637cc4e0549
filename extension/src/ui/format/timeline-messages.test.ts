import type { ProviderEvent, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import type { Attempt, AttemptOutcome } from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import type { TimelineEntry } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { madeDevice, madeNetwork, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import {
  describeGap,
  describeMissingHistory,
  describeStepDetail,
  describeTimelineEntry,
  listPatterns,
  nameTried,
} from './timeline-messages.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const DAY = 24 * 3_600_000

const common = { key: 'a', at: NOW, iso: null, isMinor: false, events: [] }

const eventOf = (name: string): ProviderEvent => ({
  provider: 'persona',
  id: `evt_${name}`,
  name,
  createdAt: null,
  object: null,
})

const attemptOf = (outcome: AttemptOutcome, told: Partial<Attempt> = {}): Attempt => ({
  key: 'a',
  what: 'government-id',
  outcome,
  at: NOW,
  count: 1,
  events: [],
  step: undefined,
  ...told,
})

const STEP: WorkflowStep = {
  step: 'ID_VERIFICATION',
  status: 'COMPLETED',
  attempts: 1,
  startedAt: null,
  completedAt: null,
  failure: null,
}

const say = (entry: TimelineEntry, isOver = false) => describeTimelineEntry(entry, isOver, NOW).sentence

describe('a moment', () => {
  it.each([
    ['inquiry.approved', 'Inquiry was approved'],
    ['inquiry.decided', 'Inquiry was decided'],
    ['flow.voided', 'Session was cancelled'],
    ['flow.constructor', 'Unknown event (flow): constructor'],
    ['inquiry.paused-by-partner', 'Inquiry: paused by partner'],
  ])('%s: %s', (name, sentence) => {
    expect(say({ ...common, kind: 'event', name })).toBe(sentence)
  })

  it.each<[AttemptOutcome, string[], string, string]>([
    ['passed', [], 'Government ID passed', 'good'],
    ['failed', [], 'Government ID failed', 'bad'],
    ['retry', [], 'Government ID did not go through', 'bad'],
    ['open', ['verification.created'], 'Government ID was started, not submitted', 'active'],
    ['open', ['verification.submitted'], 'Government ID was submitted, no result yet', 'active'],
    ['skipped', ['verification.canceled'], 'Government ID was cancelled', 'idle'],
    ['skipped', ['verification.skipped'], 'Government ID was skipped', 'idle'],
  ])('a try that is %s after %j', (outcome, names, sentence, tone) => {
    const attempt = attemptOf(outcome, { events: names.map(eventOf) })
    expect(describeTimelineEntry({ ...common, kind: 'attempt', attempt, tries: 1 }, false, NOW)).toEqual({
      sentence,
      tone,
    })
  })

  it('a step that can’t fail is done, not passed', () => {
    const attempt = attemptOf('passed', { step: { ...STEP, step: 'CONSENT' } })
    expect(say({ ...common, kind: 'attempt', attempt, tries: 1 })).toBe('Consent: done')
  })

  it('a step says its tries and why, an unheard-of state in its own words, and nothing of a screening', () => {
    const detailOf = (told: Partial<WorkflowStep>, tries = 1) =>
      describeStepDetail({
        ...common,
        kind: 'attempt',
        attempt: attemptOf('failed', { step: { ...STEP, ...told } }),
        tries,
      })
    expect(detailOf({})).toBe('')
    const failure = { code: 'ID_TEXT_NOT_READABLE', action: null }
    expect(detailOf({ status: 'FAILED', failure }, 3)).toBe('3 tries · The document’s text could not be read')
    expect(detailOf({ status: 'PONDERED' })).toBe('Pondered')
    expect(detailOf({ failure: { code: 'WATCHLIST_HIT', action: null } })).toBe('')
  })

  it('what lies ahead is named as the provider names it, and is never reached once it is over', () => {
    expect(say({ ...common, kind: 'ahead', of: 'step', what: 'FACE_LIVENESS' })).toBe(
      'Selfie and liveness: still to come',
    )
    expect(say({ ...common, kind: 'ahead', of: 'check', what: 'selfie' }, true)).toBe('Selfie: never reached')
    expect(say({ ...common, kind: 'ahead', of: 'check', what: 'watchlist-hit' })).toBe(
      'A step: still to come',
    )
    expect(say({ ...common, kind: 'ahead', of: 'step', what: '' })).toBe('A step: still to come')
    // However it is spelled.
    expect(say({ ...common, kind: 'ahead', of: 'step', what: 'face_liveness' })).toBe(
      'Face liveness: still to come',
    )
  })

  it('a link ends, or expired', () => {
    expect(say({ ...common, kind: 'end', at: NOW + 1 })).toBe('The link ends')
    expect(say({ ...common, kind: 'end', at: NOW })).toBe('The link expired')
  })

  it('a session says how it began', () => {
    const phone = madeSession({
      device: madeDevice({ os: { name: 'iOS', version: null }, handoff: 'qr' }),
      network: madeNetwork(),
    })
    const desktop = madeSession({ device: madeDevice({ os: { name: 'Windows', version: '11' } }) })
    const visit = { ...common, kind: 'visit', session: desktop, previous: undefined } as const
    expect(say({ ...visit, visit: 'first' })).toBe('Customer opened the link')
    expect(say({ ...visit, visit: 'again', previous: desktop })).toBe('Customer opened the link again')
    expect(say({ ...visit, visit: 'again', previous: phone })).toBe('Customer came back on another device')
    expect(say({ ...visit, visit: 'link-made' })).toBe('A link was made, but not opened')
    expect(say({ ...visit, visit: 'handoff', session: phone })).toBe(
      'Customer moved to another device, by QR code',
    )
  })
})

describe('between moments', () => {
  it('is time, and nothing where nothing happened', () => {
    expect(describeGap({ ms: 2 * 3_600_000, size: 'short', isEmpty: false })).toBe('2 hours later')
    expect(describeGap({ ms: 3 * DAY, size: 'longest', isEmpty: true })).toBe('3 days of nothing')
  })

  it('describes missing history, but not where there may be none', () => {
    const until = new Date(2026, 10, 19, 12).getTime()
    const missingHistory = (reason: 'missing' | 'cut' | 'gone', from: number | undefined, age: number) =>
      describeMissingHistory({ reason, until: from }, 'persona', NOW - age * DAY, NOW)
    expect(missingHistory('missing', undefined, 1)).toMatch(
      /^Persona did not tell the events just now: only the inquiry’s/,
    )
    expect(missingHistory('cut', until, 1)).toMatch(
      /^Before .*19.* there are more events in Persona’s dashboard\.$/,
    )
    expect(missingHistory('gone', until, 40)).toMatch(
      /^Before .*19.* only the inquiry’s own .* keeps events for 30 to 90 days\.$/,
    )
    expect(missingHistory('gone', undefined, 40)).toMatch(/^Here only the inquiry’s own/)
    expect(missingHistory('gone', undefined, 1)).toBeUndefined()
    expect(describeMissingHistory({ reason: 'gone', until }, 'persona', undefined, NOW)).toBeUndefined()
  })

  it('has lost nothing of what its provider still keeps, and nothing where it keeps none', () => {
    const { least } = PROVIDERS.persona.eventsKeptDays
    const gone = (provider: ProviderId, age: number) =>
      describeMissingHistory({ reason: 'gone', until: undefined }, provider, NOW - age * DAY, NOW)
    expect(gone('persona', least - 1)).toBeUndefined()
    expect(gone('persona', least)).toContain(`Persona keeps events for ${least} to`)
    expect(gone('deepidv', least)).toBeUndefined()
  })
})

describe('the pattern of tries', () => {
  const wordsOf = (...tries: Attempt[]) => listPatterns(tries).map(({ name, words }) => `${name}: ${words}`)

  it('has one line for each thing tried', () => {
    expect(
      wordsOf(
        attemptOf('retry'),
        attemptOf('failed'),
        attemptOf('passed', { what: 'selfie' }),
        attemptOf('passed'),
      ),
    ).toEqual(['Government ID: failed twice, then passed', 'Selfie: passed'])
    expect(wordsOf(attemptOf('retry', { count: 3 }), attemptOf('open'))).toEqual([
      'Government ID: failed 3 times, then no result',
    ])
    expect(wordsOf(attemptOf('skipped', { step: STEP, what: 'ID_VERIFICATION' }))).toEqual([
      'Identity document: left out',
    ])
  })

  it('has a mark for each try, as many as there is room for', () => {
    const [pattern] = listPatterns([attemptOf('retry', { count: 1_000_000 }), attemptOf('passed')])
    expect(pattern).toMatchObject({ more: 999_993, words: 'failed 1000000 times, then passed' })
    expect(pattern?.marks.map(({ tone }) => tone)).toEqual([...Array(7).fill('bad'), 'good'])
  })

  it('leaves out in brief what went as it should', () => {
    const tries = [attemptOf('passed', { what: 'selfie' }), attemptOf('retry'), attemptOf('passed')]
    expect(listPatterns(tries, true).map(({ name }) => name)).toEqual(['Government ID'])
  })

  it('calls a check that cannot be named what it is', () => {
    expect(nameTried({ what: 'politically-exposed-person', step: undefined })).toBe('A step')
    expect(nameTried({ what: 'aamva', step: undefined })).toBe('Aamva')
  })
})
