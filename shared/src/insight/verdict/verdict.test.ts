import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { madeInquiry, madeInquiryCase, madeSession } from '../../../testing/made-rows.ts'
import type { CaseFile } from '../../domain/model.ts'
import { isLanguage, LANGUAGES, setLanguage } from '../../lib/catalogue.ts'
import { REPLY_KEYS, TASKS } from '../replies/packs.ts'
import { buildTimeline } from '../timeline/build-timeline.ts'
import type { TimelineEntry } from '../timeline/timeline.ts'
import type { Wording } from './verdict.ts'
import { judge } from './verdict.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const HOUR = 3_600_000

const PLAIN: Wording = {
  relative: (instant) =>
    instant <= NOW
      ? `${Math.round((NOW - instant) / HOUR)} h ago`
      : `in ${Math.round((instant - NOW) / HOUR)} h`,
  absolute: (instant) => new Date(instant).toISOString(),
  span: (ms) => `${Math.round(ms / HOUR)} h`,
}

/** Secret objects and screenings, as a provider or a template's author might name them. */
const CLOSED_WORDS = [
  'report/watchlist.matched',
  'case.created',
  'sar.filed',
  'filing.created',
  'graph-query.completed',
  'PEP_SANCTIONS',
  'ADVERSE_MEDIA',
  'interstitial_watchlist_hit',
  'SILENT_SCREENING',
]
const CLOSED = /watch.?list|\breport|\bcase\b|\bsar\b|filing|graph|pep|sanction|adverse|screening/i

const time = fc.option(
  fc.oneof(
    fc.integer({ min: -900 * 24, max: 24 * 40 }).map((hours) => new Date(NOW + hours * HOUR).toISOString()),
    fc.constantFrom('soon', '', '2026-02-31T99:00:00Z', '-271821-04-20T00:00:00.000Z'),
  ),
)
const word = fc.option(
  fc.oneof(
    fc.constantFrom(
      ...CLOSED_WORDS,
      'verification_government_id',
      'start',
      'success',
      '__proto__',
      'constructor',
      '',
    ),
    fc.string(),
  ),
)
const sentenceWords = word.map((text) => text ?? 'unknown')
const count = fc.option(fc.nat({ max: 40 }))

const device = fc.record({
  type: word,
  name: word,
  os: fc.record({ name: word, version: word }),
  browser: fc.record({ name: word, version: word }),
  mobileSdk: fc.record({ name: word, version: word }),
  handoff: fc.option(fc.oneof(fc.constantFrom('qr', 'sms', 'constructor', ...CLOSED_WORDS), fc.string())),
})
const base = madeSession()
const visit = fc
  .record({ status: sentenceWords, createdAt: time, startedAt: time, expiredAt: time, device })
  .map((overrides) => madeSession(overrides))
const flag = fc.option(fc.boolean())
const flow = fc.record({
  type: word,
  progress: fc.option(fc.constantFrom('PENDING', 'STARTED', 'COMPLETED', 'ELSEWHERE')),
  updatedAt: time,
  submittedAt: time,
  expiresAt: time,
  openedAt: time,
  externalId: word,
  workflow: fc.option(fc.record({ id: sentenceWords, name: word })),
  steps: fc.array(sentenceWords, { maxLength: 4 }),
  uploads: fc.dictionary(sentenceWords, fc.boolean(), { maxKeys: 2 }),
  checks: fc.dictionary(sentenceWords, flag, { maxKeys: 2 }),
})

const inquiryCase = fc
  .record({
    inquiry: fc.record({
      status: fc.oneof(
        fc.constantFrom(
          ...['created', 'pending', 'completed', 'needs_review', 'approved', 'declined', 'expired', 'failed'],
        ),
        sentenceWords,
      ),
      createdAt: time,
      updatedAt: time,
      startedAt: time,
      expiresAt: time,
      completedAt: time,
      failedAt: time,
      markedForReviewAt: time,
      decisionedAt: time,
      expiredAt: time,
      redactedAt: fc.option(time, { nil: null, freq: 4 }),
      previousStep: word,
      nextStep: word,
      counts: fc.record({ sessions: count, verifications: count, documents: count, selfies: count }),
    }),
    sessions: fc.array(visit, { maxLength: 4 }),
    events: fc.array(
      fc.record({
        provider: fc.constant('persona' as const),
        id: fc.uuid(),
        name: fc.oneof(
          fc.constantFrom(
            'verification.submitted',
            'verification.requires-retry',
            'verification.passed',
            'inquiry.started',
            'inquiry.completed',
            'inquiry-session.started',
          ),
          sentenceWords,
        ),
        createdAt: time,
        object: fc.option(
          fc.oneof(
            fc.record({
              type: fc.oneof(
                fc.constantFrom('verification/selfie', 'verification/watchlist', 'inquiry'),
                sentenceWords,
              ),
              id: sentenceWords,
            }),
            fc.constant({ type: 'inquiry-session', id: 'iqse_0' }),
          ),
        ),
      }),
      { maxLength: 6 },
    ),
    eventsTruncated: fc.boolean(),
  })
  .map(
    ({ inquiry, sessions, ...overrides }): CaseFile =>
      madeInquiryCase({
        inquiry: madeInquiry(inquiry),
        sessions: sessions.map((session, index) => ({ ...session, id: `iqse_${index}` })),
        ...overrides,
      }),
  )

const sessionCase = fc
  .record({
    session: fc.record({
      status: fc.oneof(
        fc.constantFrom('PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'EXPIRED', 'FAILED', 'VOIDED'),
        sentenceWords,
      ),
      createdAt: time,
      startedAt: time,
      expiredAt: time,
      flow: fc.option(flow),
    }),
    steps: fc.option(
      fc.array(
        fc.record({
          step: fc.oneof(fc.constantFrom('ID_VERIFICATION', 'FACE_LIVENESS'), sentenceWords),
          status: fc.oneof(
            fc.constantFrom('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'),
            sentenceWords,
          ),
          attempts: count,
          startedAt: time,
          completedAt: time,
          failure: fc.option(
            fc.record({
              code: fc.option(
                fc.oneof(fc.constantFrom('ATTEMPTS_EXHAUSTED', 'ID_TEXT_NOT_READABLE'), sentenceWords),
              ),
              action: fc.option(fc.oneof(fc.constantFrom('RETAKE_DOCUMENT'), sentenceWords)),
            }),
          ),
        }),
        { maxLength: 4 },
      ),
    ),
    attemptsLeft: count,
  })
  .map(
    ({ session, ...overrides }): CaseFile => ({
      about: 'session',
      provider: 'deepidv',
      related: [],
      ...overrides,
      session: { ...base, provider: 'deepidv', inquiryId: null, ...session },
    }),
  )

const unopened = fc
  .record({
    status: fc.constantFrom('created', 'expired'),
    createdAt: time,
    expiresAt: time,
    links: fc.array(
      fc.record({ status: fc.constantFrom('new', 'expired', 'revoked'), createdAt: time, expiredAt: time }),
      { minLength: 1, maxLength: 30 },
    ),
  })
  .map(
    ({ links, ...inquiry }): CaseFile =>
      madeInquiryCase({
        inquiry: madeInquiry(inquiry),
        sessions: links.map((link, index) => madeSession({ ...link, id: `iqse_${index}` })),
      }),
  )

const SAYS_UNOPENED: ReadonlySet<string> = new Set(['created', 'expired', 'PENDING', 'EXPIRED'])
const statusOf = (file: CaseFile): string =>
  file.about === 'inquiry' ? file.inquiry.status : file.session.status

/** A workflow skips a step without the customer. */
const isCheck = (entry: TimelineEntry): boolean => {
  if (entry.kind !== 'attempt') return false
  const { step } = entry.attempt
  return step?.status !== 'SKIPPED' || (step.attempts ?? 0) > 0 || step.failure !== null
}
const isFinish = (entry: TimelineEntry): boolean =>
  entry.kind === 'event' &&
  entry.at !== undefined &&
  /^(inquiry\.completed|flow\.submitted)$/.test(entry.name)
const isCustomers = (entry: TimelineEntry): boolean =>
  isCheck(entry) ||
  isFinish(entry) ||
  (entry.kind === 'event' && entry.name === 'inquiry.started') ||
  (entry.kind === 'visit' && entry.visit !== 'link-made')

afterEach(() => setLanguage('en'))

describe('of any mixture of facts', () => {
  it('has a verdict in whole sentences without closed names', () => {
    fc.assert(
      fc.property(fc.oneof(inquiryCase, sessionCase), (file) => {
        const { sentence, nextStep, reply, facts } = judge(file, NOW, PLAIN)
        for (const text of [sentence, nextStep]) {
          expect(text).toMatch(/^(?:[A-Z]|deepidv )[^\n]*\.$/)
          expect(text).not.toMatch(/undefined|NaN|Invalid|\[object|null/)
        }
        expect([sentence, nextStep, ...facts].join(' ')).not.toMatch(CLOSED)
        if (reply) {
          expect(REPLY_KEYS).toContain(reply.key)
          if (reply.task !== undefined) expect(TASKS).toContain(reply.task)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(Object.keys(LANGUAGES).filter(isLanguage))(
    'has whole sentences in the language %s',
    async (language) => {
      await setLanguage(language)
      fc.assert(
        fc.property(fc.oneof(inquiryCase, sessionCase), (file) => {
          const { sentence, nextStep } = judge(file, NOW, PLAIN)
          for (const text of [sentence, nextStep]) {
            expect(text).toMatch(/^\S[^\n]*[.。]$/)
            expect(text).not.toMatch(/undefined|NaN|Invalid|\[object|null| {2}| [.,]|\( ?\)/)
          }
        }),
        { numRuns: 300 },
      )
    },
  )

  it('no reply asks the customer to use an expired link', () => {
    fc.assert(
      fc.property(fc.oneof(inquiryCase, sessionCase), (file) => {
        const { link, reply } = judge(file, NOW, PLAIN)
        if (link?.isExpired) expect(['new-link', undefined]).toContain(reply?.key)
        if (reply?.until !== undefined) expect(reply.until).toBeGreaterThan(NOW)
      }),
      { numRuns: 1_000 },
    )
  })

  it('the verdict claims no act of the customer that the timeline denies', () => {
    fc.assert(
      fc.property(fc.oneof(unopened, inquiryCase, sessionCase), (file) => {
        const { rule, sentence, reply, caseState } = judge(file, NOW, PLAIN)
        const { entries } = buildTimeline(file)
        const isLinkUnopened = entries.some((one) => one.kind === 'visit' && one.visit === 'link-made')
        if (entries.some(isCustomers)) {
          // A session that was opened, a check that was tried: then the link was opened.
          expect(sentence).not.toMatch(/has not opened the link yet|never opened/)
          expect(caseState).not.toBe('not-opened')
          expect(reply?.key).not.toBe('open-link')
        } else if (isLinkUnopened && SAYS_UNOPENED.has(statusOf(file))) {
          expect(sentence).not.toMatch(
            /(?<!whether the )customer (opened|moved|asked|started|stopped|submitted|finished)|last active/i,
          )
          expect(['open-link', 'new-link', undefined]).toContain(reply?.key)
        }
        if (/did not finish|stopped|started no check/.test(sentence))
          expect(entries.filter(isFinish)).toEqual([])
        if (/started no check(?! there)/.test(sentence)) expect(entries.filter(isCheck)).toEqual([])
        if (rule === 'left-at-handoff' && /moved/.test(sentence))
          expect(entries.some((one) => one.kind === 'visit' && one.visit === 'handoff')).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })

  it('the order in which sessions and events came makes no difference', () => {
    fc.assert(
      fc.property(inquiryCase, (file) => {
        if (file.about !== 'inquiry') return
        const turned = { ...file, sessions: file.sessions.toReversed(), events: file.events.toReversed() }
        // At one instant, only the provider's order counts.
        const entries = [...file.sessions, ...file.events].map(({ createdAt }) => createdAt)
        fc.pre(new Set(entries).size === entries.length)
        expect(judge(turned, NOW, PLAIN)).toEqual(judge(file, NOW, PLAIN))
      }),
    )
  })
})
