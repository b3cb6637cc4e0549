/**
 * The rules from facts to verdict, each with its text. The first match decides; the last rule always matches.
 *
 * The catalogue has the texts, in our own words alone: an unknown status or code never appears. The provider's own word
 * stands beside the verdict.
 */
import { type Decision as Decided, type Failing, insightWords as say } from '../../locales/insight.ts'
import { PROVIDERS } from '../../providers/registry.ts'
import type { ReplyChoice } from '../replies/packs.ts'
import { type Facts, type FailedCheck, isOpen } from './facts.ts'
import type { Wording } from './verdict.ts'

/** A clause of the verdict, with the facts that it decisionFacts on, of which one, at least, is known. */
export interface Claim {
  text: string
  restsOn: readonly [keyof Facts, ...(keyof Facts)[]]
}

const claim = (text: string, ...restsOn: Claim['restsOn']): Claim => ({ text, restsOn })

interface Advice {
  sentence: readonly Claim[]
  nextStep: string
  reply?: ReplyChoice
}

interface Rule {
  name: string
  /** The facts contradict each other or are too few, so the card shows them. */
  isUndecided?: true
  /** The link may still open, but the customer can't continue with it. */
  isLinkIdle?: true
  matches(facts: Facts, now: number): boolean
  describe(facts: Facts, words: Wording, now: number): Advice
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Faster than a person. */
const AUTOMATIC_WITHIN = MINUTE
const ACTIVE_WITHIN = 10 * MINUTE
const LONG_REVIEW = 3 * DAY
const OLD_APPROVAL = 365 * DAY

const isOneOf =
  (...caseStates: Facts['caseState'][]) =>
  ({ caseState }: Facts): boolean =>
    caseStates.includes(caseState)

/** Also before the provider notices. */
export const isLinkExpired = ({ caseState, endsAt }: Facts, now: number): boolean =>
  caseState === 'expired' || (isOpen({ caseState }) && endsAt !== undefined && endsAt <= now)

const nameOf = ({ provider }: Facts): string => PROVIDERS[provider].name

const lookFirst = (facts: Facts): string => say.next.lookFirst(nameOf(facts))

/** `3 hr ago`; empty for an unknown time. */
const when = (instant: number | undefined, { relative }: Wording): string =>
  instant === undefined ? '' : relative(instant)

const replyUntil = (
  key: ReplyChoice['key'],
  { endsAt }: Pick<Facts, 'endsAt'>,
  task?: ReplyChoice['task'],
): ReplyChoice => ({ ...replyWith(key, task), ...(endsAt !== undefined && { until: endsAt }) })

const replyWith = (key: ReplyChoice['key'], task: ReplyChoice['task']): ReplyChoice => ({
  key,
  ...(task && { task }),
})

/** For another check: only what was wrong with this one. */
const remedyOf = (failure: FailedCheck | undefined): ReplyChoice['task'] =>
  failure?.why === undefined ? undefined : failure.task

/** What the customer needs another of. */
const subjectOf = ({ provider }: Pick<Facts, 'provider'>) => PROVIDERS[provider].casesAbout

const failingOf = (failure: FailedCheck | undefined): Failing | undefined =>
  failure && {
    at: failure.text,
    tries: failure.tries ?? 1,
    isMixed: failure.isMixed ?? false,
    why: failure.why,
  }

/** Never which: some of them are fraud signals. */
const claimForReview = ({ why, forReview = 0 }: Partial<FailedCheck> = {}): Claim[] => {
  if (forReview === 0) return []
  return [claim(say.checksForReview(forReview, why !== undefined), 'failure')]
}

const describeDecider = (facts: Facts): Claim => claim(say.noDecider(nameOf(facts)), 'provider', 'decidedBy')

/** Guesses from the times whether a rule or a person decided, where the provider doesn't say. */
function claimDecision(outcome: Decided['outcome'], facts: Facts, words: Wording): Claim[] {
  const { reviewSince, decidedAt, decidedBy, finishedAt } = facts
  const by = decidedBy === 'other' ? undefined : decidedBy
  const decided: Decided = { outcome, by, when: when(decidedAt, words) }
  const explained: Decided = { ...decided, why: outcome === 'declined' ? facts.decline?.why : undefined }
  const decisionFacts = ['caseState', 'decidedBy', 'decidedAt'] as const
  if (reviewSince !== undefined && decidedAt !== undefined && reviewSince <= decidedAt) {
    const span = words.span(decidedAt - reviewSince)
    return [claim(say.decidedAfterReview(explained, span), ...decisionFacts, 'reviewSince', 'decline')]
  }
  if (by) return [claim(say.decided(explained), ...decisionFacts, 'decline')]
  if (decidedAt === undefined) {
    return finishedAt === undefined
      ? [
          claim(say.decided(decided), 'caseState'),
          claim(say.noDecisionTime(nameOf(facts)), 'provider', 'decidedAt', 'decidedBy'),
        ]
      : [
          claim(say.decided(decided), 'caseState'),
          claim(say.lastStepDone(when(finishedAt, words)), 'finishedAt'),
          describeDecider(facts),
        ]
  }
  const duration = finishedAt === undefined ? undefined : decidedAt - finishedAt
  if (duration === undefined || duration < 0)
    return [claim(say.decided(decided), 'caseState', 'decidedAt'), describeDecider(facts)]
  return duration <= AUTOMATIC_WITHIN && !decidedBy
    ? [claim(say.decidedAutomatically(decided), 'caseState', 'decidedAt', 'finishedAt')]
    : [
        claim(
          say.decidedAfterLastStep(decided, words.span(duration)),
          'caseState',
          'decidedAt',
          'finishedAt',
        ),
        describeDecider(facts),
      ]
}

const claimUnsure = (facts: Facts): Claim => claim(say.unsure(nameOf(facts)), 'provider', 'isOpened')

const decisionOf = (facts: Facts): number | undefined => facts.decidedAt ?? facts.finishedAt

const UNDECIDED = {
  name: 'undecided',
  isUndecided: true,
  matches: () => true,
  describe: (facts) => ({
    sentence: [
      facts.isKnownStatus ? claimUnsure(facts) : claim(say.unknownStatus(nameOf(facts)), 'isKnownStatus'),
    ],
    nextStep: lookFirst(facts),
  }),
} as const satisfies Rule

const RULES = [
  {
    name: 'redacted',
    matches: isOneOf('redacted'),
    describe: ({ redactedAt }, words) => ({
      sentence: [claim(say.redacted(when(redactedAt, words)), 'caseState', 'redactedAt')],
      nextStep: say.next.startNew,
      reply: { key: 'deleted' },
    }),
  },
  {
    // An open status with a decision or an end: resumed, or two systems disagree.
    name: 'contradiction',
    isUndecided: true,
    isLinkIdle: true,
    matches: (facts) =>
      isOpen(facts) &&
      (facts.isFinished || (facts.decidedAt ?? facts.failedAt ?? facts.finishedAt) !== undefined),
    describe: (facts) => ({
      sentence: [
        claim(
          say.contradiction(nameOf(facts)),
          'caseState',
          'decidedAt',
          'failedAt',
          'finishedAt',
          'isFinished',
        ),
      ],
      nextStep: lookFirst(facts),
    }),
  },
  {
    name: 'cancelled',
    matches: isOneOf('voided'),
    describe: (facts) => ({
      sentence: [claim(say.cancelled, 'caseState')],
      nextStep: say.next.askTeam(subjectOf(facts)),
      reply: { key: 'cancelled' },
    }),
  },
  {
    name: 'approved',
    matches: isOneOf('approved'),
    describe: (facts, words, now) => ({
      sentence: claimDecision('approved', facts, words),
      nextStep: now - (decisionOf(facts) ?? now) >= OLD_APPROVAL ? say.next.oldResult : say.next.nothing,
      reply: { key: 'approved' },
    }),
  },
  {
    name: 'declined',
    matches: isOneOf('declined'),
    describe: (facts, words) => ({
      sentence: claimDecision('declined', facts, words),
      nextStep: facts.decline ? say.next.mendable : say.next.noReason,
      reply: replyWith('declined', facts.decline?.task),
    }),
  },
  {
    name: 'failed-with-tries-left',
    isUndecided: true,
    isLinkIdle: true,
    matches: ({ caseState, triesLeft = 0 }) => caseState === 'failed' && triesLeft > 0,
    describe: (facts) => ({
      sentence: [claim(say.failedWithTriesLeft(nameOf(facts)), 'caseState', 'triesLeft')],
      nextStep: lookFirst(facts),
    }),
  },
  {
    name: 'failed',
    matches: isOneOf('failed'),
    describe: ({ failure, ...facts }, words) => ({
      sentence: [
        claim(
          say.checkFailed(when(facts.failedAt ?? failure?.at, words), failingOf(failure)),
          'caseState',
          'failedAt',
          'failure',
        ),
        ...claimForReview(failure),
        // Both providers end a case so after the last try.
        ...(failure ? [] : [claim(say.noTriesLeft, 'caseState', 'triesLeft')]),
      ],
      nextStep: say.next.linkUsedUp(subjectOf(facts), failure?.request ?? ''),
      reply: replyWith('no-tries-left', remedyOf(failure)),
    }),
  },
  {
    name: 'in-review',
    matches: ({ caseState, reviewSince }) => caseState === 'waiting-on-us' && reviewSince !== undefined,
    describe: ({ reviewSince = 0 }, words, now) => {
      const isLong = now - reviewSince >= LONG_REVIEW
      return {
        sentence: [
          claim(
            say.waitingSince(words.absolute(reviewSince), isLong ? words.span(now - reviewSince) : ''),
            'caseState',
            'reviewSince',
          ),
        ],
        nextStep: isLong ? say.next.longReview : say.next.review,
        reply: { key: 'in-review' },
      }
    },
  },
  {
    name: 'not-decided-yet',
    matches: isOneOf('waiting-on-us'),
    describe: ({ finishedAt, isFinished, decidedAt }, words) => ({
      sentence: [
        isFinished
          ? claim(say.finished(when(finishedAt, words)), 'isFinished', 'finishedAt')
          : claim(say.waiting, 'caseState'),
        ...(decidedAt === undefined ? [claim(say.noDecisionYet, 'caseState', 'decidedAt')] : []),
      ],
      nextStep: say.next.wait,
      reply: { key: 'in-review' },
    }),
  },
  {
    name: 'expired-never-opened',
    matches: (facts, now) => isLinkExpired(facts, now) && facts.isOpened === false,
    describe: (facts, words) => ({
      sentence: [claimExpired(facts, words), claim(say.neverOpened, 'isOpened')],
      nextStep: say.sentences([say.next.newLink[facts.provider], say.next.askArrival]),
      reply: { key: 'new-link' },
    }),
  },
  {
    name: 'expired-midway',
    matches: isLinkExpired,
    describe: (facts, words) => ({
      sentence: [
        describeProgress(facts, words),
        ...claimForReview(facts.failure),
        claimExpired(facts, words),
      ],
      nextStep: say.sentences([
        say.next.newLink[facts.provider],
        ...(facts.failure?.request ? [say.next.ask(facts.failure.request)] : []),
      ]),
      reply: replyWith('new-link', remedyOf(facts.failure)),
    }),
  },
  {
    name: 'out-of-tries',
    isLinkIdle: true,
    matches: (facts) =>
      isOpen(facts) && facts.failure !== undefined && (facts.triesLeft === 0 || facts.failure.isLast),
    describe: (facts) => ({
      sentence: [
        claimFailure(facts.failure),
        ...claimForReview(facts.failure),
        ...(facts.failure?.isLast ? [] : [claim(say.noTryLeft, 'triesLeft')]),
      ],
      nextStep: say.next.noMoreTries(subjectOf(facts)),
      reply: replyWith('no-tries-left', remedyOf(facts.failure)),
    }),
  },
  {
    name: 'too-many-sessions',
    isLinkIdle: true,
    matches: (facts) =>
      isOpen(facts) && facts.sessions >= (PROVIDERS[facts.provider].mostSessions ?? Number.POSITIVE_INFINITY),
    describe: (facts) => ({
      sentence: [claim(say.tooManySessions(facts.sessions, nameOf(facts)), 'sessions', 'provider')],
      nextStep: say.next.linkWillNotOpen(subjectOf(facts)),
      reply: { key: 'new-link' },
    }),
  },
  {
    name: 'never-opened',
    matches: isOneOf('not-opened'),
    describe: (facts, words) => ({
      sentence: [
        claim(say.notOpenedYet, 'caseState', 'isOpened'),
        ...(facts.createdAt === undefined
          ? []
          : [claim(say.made(when(facts.createdAt, words)), 'createdAt')]),
      ],
      nextStep: say.next.lookForMessage,
      reply: replyUntil('open-link', facts),
    }),
  },
  {
    name: 'failed-step',
    matches: (facts) => isOpen(facts) && facts.failure !== undefined,
    describe: (facts) => ({
      sentence: [
        claimFailure(facts.failure),
        ...claimForReview(facts.failure),
        ...(facts.triesLeft === undefined ? [] : [claim(say.triesLeft(facts.triesLeft), 'triesLeft')]),
      ],
      nextStep: describeRetry(facts),
      reply: replyUntil('retry', facts, facts.failure?.task),
    }),
  },
  {
    name: 'being-checked',
    matches: ({ caseState, submitted }, now) =>
      caseState === 'in-progress' && submitted !== undefined && now - submitted.at < ACTIVE_WITHIN,
    describe: (facts, words) => ({
      sentence: [
        claim(say.submitted(facts.submitted?.name ?? '', when(facts.submitted?.at, words)), 'submitted'),
      ],
      nextStep: say.next.resultSoon,
      reply: replyUntil('continue', facts),
    }),
  },
  {
    name: 'left-at-handoff',
    matches: (facts) => isOpen(facts) && facts.handoff !== undefined,
    describe: ({ handoff, ...facts }, words) => ({
      sentence: [
        claim(
          say.moved({
            isOpened: handoff?.isOpened ?? false,
            how: handoff?.how ?? '',
            when: when(handoff?.at, words),
            isIdle: handoff?.isIdle ?? false,
          }),
          'handoff',
        ),
      ],
      nextStep: say.next.continueThere,
      reply: replyUntil('continue-on-other-device', facts, facts.next?.task),
    }),
  },
  {
    name: 'opened-not-started',
    matches: (facts) => isOpen(facts) && facts.isStarted === false,
    describe: (facts, words) => ({
      sentence: [
        claim(
          say.openedTimes(facts.visits, when(facts.lastOpenedAt, words)),
          'isOpened',
          'visits',
          'lastOpenedAt',
          'isStarted',
        ),
      ],
      nextStep: say.next.openAgain,
      reply: replyUntil('continue', facts, facts.next?.task),
    }),
  },
  {
    name: 'active',
    matches: ({ caseState, lastSeenAt }, now) =>
      caseState === 'in-progress' && lastSeenAt !== undefined && Math.abs(now - lastSeenAt) < ACTIVE_WITHIN,
    describe: (facts, words) => ({
      sentence: [
        claim(say.inProgress, 'caseState'),
        claim(say.lastActive(when(facts.lastSeenAt, words)), 'lastSeenAt'),
        ...(facts.next ? [claim(say.nextIs(facts.next.text), 'next')] : []),
      ],
      nextStep: say.next.fewMinutes,
      reply: replyUntil('continue', facts, facts.next?.task),
    }),
  },
  {
    name: 'left-midway',
    matches: isOpen,
    describe: (facts, words) => ({
      sentence: [
        describeProgress(facts, words),
        ...(facts.lastSeenAt === undefined
          ? []
          : [claim(say.lastActive(when(facts.lastSeenAt, words)), 'lastSeenAt')]),
      ],
      nextStep: say.next.openLinkAgain,
      reply: replyUntil('continue', facts, facts.next?.task),
    }),
  },
  UNDECIDED,
] as const satisfies readonly Rule[]

export type RuleName = (typeof RULES)[number]['name']

/** A resumed inquiry keeps its earlier `expiredAt`. */
export const linkEndedAt = ({ caseState, expiredAt, endsAt }: Facts): number | undefined =>
  caseState === 'expired' ? (expiredAt ?? endsAt) : endsAt

const claimExpired = (facts: Facts, words: Wording): Claim =>
  claim(say.linkExpired(when(linkEndedAt(facts), words)), 'caseState', 'expiredAt', 'endsAt')

const claimFailure = (failure: FailedCheck | undefined): Claim =>
  claim(say.failed(failingOf(failure)), 'failure')

function describeRetry({ provider, failure }: Facts): string {
  const { ask, askRetry, reviewersKnow, dashboardKnows } = say.next
  if (failure?.request) return ask(failure.request)
  if (failure?.forReview) return say.sentences([askRetry, reviewersKnow])
  return failure?.why || PROVIDERS[provider].tellsWhyFailed
    ? askRetry
    : say.sentences([askRetry, dashboardKnows])
}

function describeProgress(facts: Facts, words: Wording): Claim {
  const { failure, finishedAt, isFinished, next, last, isStarted, isOpened } = facts
  if (failure) return claimFailure(failure)
  if (isFinished) return claim(say.finished(when(finishedAt, words)), 'isFinished', 'finishedAt')
  if (isOpened === undefined) return claimUnsure(facts)
  if (isStarted === undefined) return claim(say.opened, 'isOpened')
  if (!isStarted) return claim(say.openedOnly, 'isOpened', 'isStarted')
  if (next) return claim(say.stoppedAt(next.text), 'isStarted', 'isFinished', 'next')
  if (last) return claim(say.stoppedAfter(last.text), 'isStarted', 'isFinished', 'last')
  return claim(say.notFinished, 'isStarted', 'isFinished')
}

interface Decision extends Advice {
  rule: RuleName
  isUndecided: boolean
  isLinkIdle: boolean
}

export function decide(facts: Facts, words: Wording, now: number): Decision {
  const rule: Rule & { name: RuleName } = RULES.find(({ matches }) => matches(facts, now)) ?? UNDECIDED
  const { name, isUndecided = false, isLinkIdle = false } = rule
  // All that a sentence dates is over, by whatever clock: the provider’s may be ahead.
  const relative = (instant: number) => words.relative(Math.min(instant, now))
  return { rule: name, isUndecided, isLinkIdle, ...rule.describe(facts, { ...words, relative }, now) }
}

export const RULE_NAMES: readonly RuleName[] = RULES.map(({ name }) => name)
