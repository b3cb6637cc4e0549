import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  INQUIRY_ID,
  madeDevice,
  madeFlow,
  madeInquiry,
  madeInquiryCase,
  madeSession,
} from '../../../testing/made-rows.ts'
import type {
  CaseFile,
  Flow,
  Inquiry,
  ProviderEvent,
  Session,
  SessionCase,
  WorkflowStep,
} from '../../domain/model.ts'
import { parseInstant } from '../../lib/time.ts'
import { buildTimeline, SAME_TIME_MS } from './build-timeline.ts'
import { layoutTimeline, listHappened, type Timeline, type TimelineEntry } from './timeline.ts'

const START = Date.parse('2026-11-21T09:00:00Z')
const HOUR = 3_600_000
const after = (ms: number) => new Date(START + ms).toISOString()
const minutes = (count: number) => after(count * 60_000)

let made = 0
const event = (name: string, at: string | null, type = 'inquiry', id = INQUIRY_ID): ProviderEvent => ({
  provider: 'persona',
  id: `evt_${made++}`,
  name,
  createdAt: at,
  object: { type, id },
})
const verification = (verb: string, at: string, id = 'ver_1', kind = 'government-id') =>
  event(`verification.${verb}`, at, `verification/${kind}`, id)

const describeEntry = (entry: TimelineEntry): string => {
  if (entry.kind === 'event') return entry.name
  if (entry.kind === 'visit') return `${entry.visit} ${entry.session.id}`
  if (entry.kind === 'attempt') return `${entry.attempt.what} ${entry.attempt.outcome}`
  return entry.kind === 'ahead' ? `ahead ${entry.what}` : entry.kind
}
const describeTimeline = ({ entries }: Timeline): string[] => entries.map(describeEntry)

describe('an inquiry', () => {
  const inquiry = madeInquiry({
    status: 'approved',
    createdAt: minutes(0),
    startedAt: minutes(3),
    completedAt: minutes(9),
    decisionedAt: minutes(10),
    expiresAt: minutes(1440),
  })
  const accessControl = madeSession({ id: 'iqse_desk', createdAt: minutes(1), startedAt: minutes(2) })
  const phone = madeSession({
    id: 'iqse_phone',
    createdAt: minutes(4),
    startedAt: minutes(5),
    expiredAt: minutes(1445),
    device: madeDevice({ type: 'smartphone', handoff: 'qr' }),
  })
  const events = [
    event('inquiry.created', minutes(0)),
    event('inquiry-session.started', after(2 * 60_000 + 900), 'inquiry-session', 'iqse_desk'),
    event('inquiry.started', after(3 * 60_000 + 20)),
    event('inquiry.transitioned', minutes(3)),
    verification('created', minutes(5)),
    event('document.submitted', minutes(6), 'document/government-id', 'doc_1'),
    verification('submitted', minutes(6)),
    verification('requires-retry', minutes(7)),
    verification('submitted', minutes(8)),
    verification('passed', after(8 * 60_000 + 30_000)),
    event('inquiry.completed', minutes(9)),
    event('inquiry.approved', after(10 * 60_000 + 4_000)),
    event('inquiry-session.expired', minutes(1445), 'inquiry-session', 'iqse_phone'),
  ]
  const file = madeInquiryCase({ inquiry, sessions: [phone, accessControl], events: events.toReversed() })

  it('lists own times and sessions oldest first, without the events that repeat them', () => {
    expect(describeTimeline(buildTimeline(file))).toEqual([
      'inquiry.created',
      'first iqse_desk',
      'inquiry.started',
      'inquiry.transitioned',
      'handoff iqse_phone',
      'government-id retry',
      'government-id passed',
      'inquiry.completed',
      'inquiry.approved',
      'inquiry-session.expired',
    ])
  })

  it('folds minor entries, and keeps the events of each entry', () => {
    const timeline = buildTimeline(file)
    expect(layoutTimeline(timeline, false).map(({ entry }) => describeEntry(entry))).not.toContain(
      'inquiry.transitioned',
    )
    expect(layoutTimeline(timeline, true)).toHaveLength(timeline.entries.length)
    const again = timeline.entries.find((entry) => describeEntry(entry) === 'government-id retry')
    expect(again?.events.map(({ name }) => name)).toEqual([
      'verification.created',
      'document.submitted',
      'verification.submitted',
      'verification.requires-retry',
    ])
  })

  it('sorts by milliseconds', () => {
    const events = [event('inquiry.later-than-that', after(1_900)), event('inquiry.early', after(1_100))]
    expect(
      describeTimeline(
        buildTimeline(madeInquiryCase({ inquiry: madeInquiry({ createdAt: after(0) }), events })),
      ),
    ).toEqual(['inquiry.created', 'inquiry.early', 'inquiry.later-than-that'])
  })

  it('ends with planned steps, then with the link’s end', () => {
    const open = madeInquiry({
      createdAt: minutes(0),
      expiresAt: minutes(1440),
      previousStep: 'verification_government_id',
      nextStep: 'verification_selfie',
    })
    expect(describeTimeline(buildTimeline(madeInquiryCase({ inquiry: open })))).toEqual([
      'inquiry.created',
      'ahead selfie',
      'end',
    ])
    const screen = { ...open, nextStep: 'success' }
    expect(describeTimeline(buildTimeline(madeInquiryCase({ inquiry: screen })))).toEqual([
      'inquiry.created',
      'end',
    ])
    const started = verification('created', minutes(5), 'ver_2', 'selfie')
    expect(describeTimeline(buildTimeline(madeInquiryCase({ inquiry: open, events: [started] })))).toEqual([
      'inquiry.created',
      'selfie open',
      'end',
    ])
  })

  it('uses the planned expiry where the provider sends no actual one', () => {
    const expired = madeInquiry({ status: 'expired', createdAt: minutes(0), expiresAt: minutes(60) })
    expect(describeTimeline(buildTimeline(madeInquiryCase({ inquiry: expired })))).toEqual([
      'inquiry.created',
      'inquiry.expired',
    ])
  })

  it('keeps a decision that was taken back', () => {
    const early = event('inquiry.declined', minutes(10))
    const late = madeInquiry({ status: 'approved', decisionedAt: minutes(90) })
    expect(describeTimeline(buildTimeline(madeInquiryCase({ inquiry: late, events: [early] })))).toEqual([
      'inquiry.declined',
      'inquiry.approved',
    ])
  })

  it('sorts causes before effects at one instant', () => {
    const at = minutes(5)
    const inOne = madeInquiry({
      status: 'failed',
      createdAt: at,
      startedAt: at,
      completedAt: at,
      failedAt: at,
    })
    const timeline = buildTimeline(
      madeInquiryCase({
        inquiry: inOne,
        sessions: [madeSession({ startedAt: at })],
        events: [verification('failed', at)],
      }),
    )
    expect(describeTimeline(timeline)).toEqual([
      'inquiry.created',
      expect.stringMatching(/^first/),
      'inquiry.started',
      'government-id failed',
      'inquiry.completed',
      'inquiry.failed',
    ])
  })

  it('shows an unopened session as a link, and one whose opening only an event reports as a visit', () => {
    const link = madeSession({ id: 'iqse_a', status: 'new', createdAt: minutes(1) })
    expect(describeTimeline(buildTimeline(madeInquiryCase({ sessions: [link] })))).toEqual([
      'link-made iqse_a',
    ])
    const ended = { ...link, status: 'expired', expiredAt: minutes(60) }
    expect(describeTimeline(buildTimeline(madeInquiryCase({ sessions: [ended] })))[0]).toBe(
      'link-made iqse_a',
    )
    const used = { ...ended, device: madeDevice({ type: 'smartphone' }) }
    expect(describeTimeline(buildTimeline(madeInquiryCase({ sessions: [used] })))[0]).toBe('first iqse_a')
    const started = event('inquiry-session.started', minutes(7), 'inquiry-session', 'iqse_a')
    const [entry] = buildTimeline(madeInquiryCase({ sessions: [link], events: [started] })).entries
    expect(entry).toMatchObject({ kind: 'visit', visit: 'first', at: START + 7 * 60_000, events: [started] })
  })
})

describe('missing history', () => {
  const inquiry = madeInquiry({ createdAt: minutes(0), decisionedAt: minutes(3), status: 'approved' })
  const tag = event('inquiry.updated-tags', minutes(60 * 24 * 40))

  it.each<[string, Parameters<typeof madeInquiryCase>[0], Timeline['missingHistory']]>([
    ['is none', { events: [event('inquiry.created', minutes(0))] }, undefined],
    ['a provider that sent no events', { eventsMissing: true }, { reason: 'missing', until: undefined }],
    [
      'is what was cut',
      { eventsTruncated: true, events: [tag] },
      { reason: 'cut', until: parseInstant(tag.createdAt) },
    ],
    ['is what is kept no longer', { events: [tag] }, { reason: 'gone', until: parseInstant(tag.createdAt) }],
    ['may be all', { events: [] }, { reason: 'gone', until: undefined }],
  ])('%s', (_, result, missingHistory) => {
    expect(buildTimeline(madeInquiryCase({ inquiry, ...result })).missingHistory).toEqual(missingHistory)
  })

  it('ends at the first moment that events tell', () => {
    const late = { ...event('inquiry.reusable-persona-used', minutes(60 * 24 * 40)) }
    const line = layoutTimeline(buildTimeline(madeInquiryCase({ inquiry, events: [late] })), false)
    expect(line.map(({ entry, isAfterMissing }) => [describeEntry(entry), isAfterMissing])).toEqual([
      ['inquiry.created', false],
      ['inquiry.approved', false],
      ['inquiry.reusable-persona-used', true],
    ])
    // Unknown history is not empty.
    expect(line.map(({ gap }) => gap?.isEmpty)).toEqual([undefined, undefined, false])
  })
})

describe('gaps between entries', () => {
  const gapsOf = (at: number, ...others: ProviderEvent[]) => {
    const events = [event('inquiry.created', minutes(0)), ...others]
    const inquiry = madeInquiry({ createdAt: minutes(0), completedAt: after(at) })
    return layoutTimeline(buildTimeline(madeInquiryCase({ inquiry, events })), false).map(({ gap }) => gap)
  }

  it.each([
    [9 * 60_000, undefined],
    [2 * HOUR, { ms: 2 * HOUR, size: 'short', isEmpty: false }],
    [25 * HOUR, { ms: 25 * HOUR, size: 'long', isEmpty: true }],
    [72 * HOUR, { ms: 72 * HOUR, size: 'longest', isEmpty: true }],
  ])('after %d ms is %j', (at, gap) => {
    expect(gapsOf(at)).toEqual([undefined, gap])
  })

  it('is not empty after the end of the case', () => {
    const inquiry = madeInquiry({ createdAt: minutes(0), failedAt: minutes(5), redactedAt: after(72 * HOUR) })
    const events = [event('inquiry.created', minutes(0))]
    const line = layoutTimeline(buildTimeline(madeInquiryCase({ inquiry, events })), false)
    expect(line.at(-1)?.gap).toEqual({ ms: 72 * HOUR - 5 * 60_000, size: 'longest', isEmpty: false })
  })

  it('is not nothing where something was folded away', () => {
    expect(gapsOf(72 * HOUR, event('inquiry.updated-tags', after(5 * HOUR)))[1]).toMatchObject({
      isEmpty: false,
    })
  })
})

const NO_FLOW = madeFlow({ type: null })
const stepOf = (step: string, result: Partial<WorkflowStep> = {}): WorkflowStep => ({
  step,
  status: 'PENDING',
  attempts: 0,
  startedAt: null,
  completedAt: null,
  failure: null,
  ...result,
})
const sessionCase = (
  status: string,
  flow: Partial<Flow>,
  steps: WorkflowStep[] | null = null,
  session: Partial<Session> = {},
): SessionCase => ({
  about: 'session',
  provider: 'deepidv',
  session: madeSession({
    provider: 'deepidv',
    id: 'uuid',
    status,
    flow: { ...NO_FLOW, ...flow },
    ...session,
  }),
  steps,
  attemptsLeft: null,
  related: [],
})

describe('a session without an inquiry', () => {
  it('has its times, its steps and its planned steps', () => {
    const file = sessionCase(
      'PENDING',
      { progress: 'STARTED', openedAt: minutes(6), expiresAt: minutes(300) },
      [
        stepOf('CONSENT', { status: 'COMPLETED', attempts: 1, completedAt: minutes(7) }),
        stepOf('ID_VERIFICATION', { status: 'FAILED', attempts: 2, startedAt: minutes(8) }),
        stepOf('FACE_LIVENESS'),
      ],
      { createdAt: minutes(0) },
    )
    const timeline = buildTimeline(file)
    expect(describeTimeline(timeline)).toEqual([
      'flow.created',
      'first uuid',
      'CONSENT passed',
      'ID_VERIFICATION failed',
      'ahead FACE_LIVENESS',
      'end',
    ])
    expect(timeline.entries[3]).toMatchObject({ tries: 2 })
  })

  it('matches a step by name after any changes before it', () => {
    const done = stepOf('ID_VERIFICATION', { status: 'COMPLETED', attempts: 1 })
    const keyOf = (first: WorkflowStep) =>
      buildTimeline(sessionCase('PENDING', {}, [first, done])).entries.find(
        (entry) => describeEntry(entry) === 'ID_VERIFICATION passed',
      )?.key
    expect(keyOf(stepOf('CONSENT'))).toBe(keyOf(stepOf('CONSENT', { status: 'COMPLETED', attempts: 1 })))
  })

  it('lists past entries without planned ones', () => {
    const result = buildTimeline(
      sessionCase('PENDING', { openedAt: minutes(6), expiresAt: minutes(300) }, [stepOf('CONSENT')]),
    )
    expect(describeTimeline(result)).toEqual(['first uuid', 'ahead CONSENT', 'end'])
    expect(listHappened(result).map(describeEntry)).toEqual(['first uuid'])
  })

  it('keeps the order of its steps where they have no times, before a decision that has none either', () => {
    const steps = Array.from({ length: 12 }, (_, index) =>
      stepOf(`STEP_${index}`, { status: 'COMPLETED', attempts: 1 }),
    )
    const result = describeTimeline(buildTimeline(sessionCase('VERIFIED', { openedAt: minutes(1) }, steps)))
    expect(result).toEqual(['first uuid', ...steps.map(({ step }) => `${step} passed`), 'flow.approved'])
  })

  it.each<[string, Partial<Flow>, string[]]>([
    ['EXPIRED', { expiresAt: minutes(60) }, ['flow.expired']],
    ['VOIDED', { expiresAt: minutes(60) }, ['flow.voided']],
    ['SUBMITTED', { submittedAt: minutes(9), expiresAt: minutes(60) }, ['flow.submitted']],
    ['PENDING', { expiresAt: minutes(60) }, ['end']],
    ['PONDERED', {}, []],
  ])('that is %s', (status, flow, expected) => {
    expect(describeTimeline(buildTimeline(sessionCase(status, flow)))).toEqual(expected)
  })
})

const anyInstant = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 200 }).map((tens) => after(tens * 10_000)) },
  { weight: 1, arbitrary: fc.constantFrom(null, '2026-99-99T00:00:00Z', '') },
)
const TIMES = [
  'createdAt',
  'startedAt',
  'completedAt',
  'markedForReviewAt',
  'decisionedAt',
  'failedAt',
  'redactedAt',
] as const satisfies readonly (keyof Inquiry)[]
const NAMES: Readonly<Record<(typeof TIMES)[number], RegExp>> = {
  createdAt: /^inquiry\.created$/,
  startedAt: /^inquiry\.started$/,
  completedAt: /^inquiry\.completed$/,
  markedForReviewAt: /^inquiry\.marked-for-review$/,
  decisionedAt: /^inquiry\.(approved|declined|decided)$/,
  failedAt: /^inquiry\.failed$/,
  redactedAt: /^inquiry\.redacted$/,
}

const anyInquiryCase: fc.Arbitrary<CaseFile & { about: 'inquiry' }> = fc
  .record({
    inquiry: fc.record({
      status: fc.constantFrom('created', 'pending', 'approved', 'declined', 'expired', 'failed', 'toString'),
      expiresAt: anyInstant,
      expiredAt: anyInstant,
      nextStep: fc.constantFrom(null, 'verification_selfie', 'consent', ''),
      ...Object.fromEntries(TIMES.map((field) => [field, anyInstant])),
    }),
    sessions: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('iqse_1', 'iqse_2', 'iqse_3'),
        status: fc.constantFrom('new', 'active', 'expired', 'x'),
        createdAt: anyInstant,
        startedAt: anyInstant,
        expiredAt: anyInstant,
      }),
      { selector: ({ id }) => id },
    ),
    events: fc.array(
      fc.record({
        name: fc.constantFrom(
          ...['created', 'started', 'approved', 'declined', 'transitioned', 'redacted', 'failed'].map(
            (verb) => `inquiry.${verb}`,
          ),
          ...['started', 'expired', 'canceled'].map((verb) => `inquiry-session.${verb}`),
          ...['created', 'submitted', 'passed', 'requires-retry'].map((verb) => `verification.${verb}`),
          ...['document.submitted', 'document.errored', 'selfie.processed', 'account.created', 'odd', ''],
        ),
        at: anyInstant,
        object: fc.constantFrom(
          null,
          { type: 'inquiry', id: INQUIRY_ID },
          { type: 'inquiry-session', id: 'iqse_1' },
          { type: 'verification/government-id', id: 'ver_1' },
          { type: 'document/government-id', id: 'doc_1' },
          { type: '', id: '' },
        ),
      }),
      { maxLength: 20 },
    ),
    eventsTruncated: fc.boolean(),
  })
  .map(({ inquiry, sessions, events, eventsTruncated }) => ({
    ...madeInquiryCase({
      inquiry: madeInquiry(inquiry),
      sessions: sessions.map((session) => madeSession(session)),
      events: events.map(({ name, at, object }) => ({ ...event(name, at), object })),
      eventsTruncated,
    }),
    provider: 'persona' as const,
  }))

const anySessionCase: fc.Arbitrary<CaseFile> = fc
  .record({
    status: fc.constantFrom('PENDING', 'SUBMITTED', 'VERIFIED', 'EXPIRED', 'VOIDED', 'valueOf'),
    openedAt: anyInstant,
    submittedAt: anyInstant,
    expiresAt: anyInstant,
    createdAt: anyInstant,
    steps: fc.option(
      fc.array(
        fc.record({
          status: fc.constantFrom('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED', 'x'),
          attempts: fc.option(fc.nat({ max: 4 })),
          startedAt: anyInstant,
          completedAt: anyInstant,
        }),
        { maxLength: 12 },
      ),
    ),
  })
  .map(({ status, createdAt, steps, ...flow }) =>
    sessionCase(
      status,
      flow,
      steps?.map((step, index) => stepOf(`STEP_${index}`, step)),
      {
        createdAt,
      },
    ),
  )

describe('any case file', () => {
  it('is sorted by time, with unique keys and planned entries last', () => {
    fc.assert(
      fc.property(fc.oneof(anyInquiryCase, anySessionCase), (file) => {
        const { entries } = buildTimeline(file)
        const keys = entries.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        const times = entries.flatMap(({ at }) => at ?? [])
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        const ahead = entries.findIndex(({ kind }) => kind === 'ahead')
        const behind = ahead < 0 ? [] : entries.slice(ahead).filter(({ kind }) => kind !== 'ahead')
        expect(behind.every(({ kind }) => kind === 'end')).toBe(true)
      }),
    )
  })

  it('covers each event and session once', () => {
    fc.assert(
      fc.property(anyInquiryCase, (file) => {
        const { entries } = buildTimeline(file)
        const result = entries.flatMap(({ events }) => events.map(({ id }) => id))
        expect(result.toSorted()).toEqual(file.events.map(({ id }) => id).toSorted())
        const visits = entries.flatMap((entry) => (entry.kind === 'visit' ? [entry.session.id] : []))
        expect(visits.toSorted()).toEqual(file.sessions.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('shows the inquiry’s times unchanged, without duplicate events', () => {
    fc.assert(
      fc.property(anyInquiryCase, (file) => {
        const result = buildTimeline(file).entries.filter((entry) => entry.kind === 'event')
        for (const field of TIMES) {
          const iso = file.inquiry[field]
          const at = parseInstant(iso)
          if (iso === null || at === undefined) continue
          const own = result.filter(
            ({ name, iso: statedTime }) => NAMES[field].test(name) && statedTime === iso,
          )
          expect(own.length).toBeGreaterThan(0)
          const name = field === 'decisionedAt' ? `inquiry.${file.inquiry.status}` : own[0]?.name
          // Another time of the inquiry may have the same name: an inquiry that failed and was decided.
          const ofOthers = TIMES.flatMap((other) => (other === field ? [] : (file.inquiry[other] ?? [])))
          const beside = result.filter(
            (one) =>
              one.name === name &&
              one.at !== undefined &&
              Math.abs(one.at - at) <= SAME_TIME_MS &&
              (one.iso === iso || one.iso === null || !ofOthers.includes(one.iso)),
          )
          if (beside.length > 0) expect(beside).toHaveLength(1)
        }
      }),
    )
  })

  it('doesn’t depend on the order of sessions and events', () => {
    fc.assert(
      fc.property(
        anyInquiryCase.chain((file) =>
          fc.record({
            file: fc.constant(file),
            sessions: fc.shuffledSubarray(file.sessions, { minLength: file.sessions.length }),
            events: fc.shuffledSubarray(file.events, { minLength: file.events.length }),
          }),
        ),
        ({ file, sessions, events }) => {
          expect(buildTimeline({ ...file, sessions, events })).toEqual(buildTimeline(file))
        },
      ),
    )
  })

  it('is laid out in the same order with and without minor entries', () => {
    fc.assert(
      fc.property(fc.oneof(anyInquiryCase, anySessionCase), (file) => {
        const timeline = buildTimeline(file)
        const keysOf = (isEverything: boolean) =>
          layoutTimeline(timeline, isEverything).map(({ entry: { key } }) => key)
        expect(keysOf(true)).toEqual(timeline.entries.map(({ key }) => key))
        const aside = new Set(timeline.entries.flatMap(({ key, isMinor }) => (isMinor ? [key] : [])))
        expect(keysOf(false)).toEqual(keysOf(true).filter((key) => !aside.has(key)))
        expect(
          layoutTimeline(timeline, true).filter(({ isAfterMissing }) => isAfterMissing).length,
        ).toBeLessThanOrEqual(1)
      }),
    )
  })
})
