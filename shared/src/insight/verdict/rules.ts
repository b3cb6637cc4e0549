/**
 * The rules from facts to verdict, each with its text. The first match decides; the last rule always matches.
 *
 * Texts use only our own words: step names go through `steps.ts`, and an unknown status or code never appears. The
 * provider's own word stands beside the verdict.
 */
import { PROVIDERS, type ProviderId } from '../../providers/registry.ts'
import type { ReplyChoice } from '../replies/packs.ts'
import { type Facts, type FailedCheck, isOpen } from './facts.ts'
import type { Wording } from './verdict.ts'

/** A clause of the verdict, with the facts that it rests on, of which one, at least, is known. */
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

const request = (what: string): string => `Ask the customer to ${what}.`

const nameOf = ({ provider }: Facts): string => PROVIDERS[provider].name

const lookFirst = (facts: Facts): string => `Look at it in ${nameOf(facts)} before you reply to the customer.`

/** ` 3 hr ago`; empty for an unknown time. */
const when = (instant: number | undefined, { relative }: Wording): string =>
  instant === undefined ? '' : ` ${relative(instant)}`

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

const triesLeft = (count: number): string => (count === 1 ? 'One try is left' : `${count} tries are left`)

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

/** Where a new link comes from. */
const NEW_LINK: Readonly<Record<ProviderId, string>> = {
  persona: 'Resume it in Persona or start a new inquiry, then send that link',
  deepidv: 'Create a new session in deepidv and send its link',
}
const newLink = ({ provider }: Facts): string => NEW_LINK[provider]
const needsAnother = ({ provider }: Pick<Facts, 'provider'>): string =>
  `the customer needs a new ${PROVIDERS[provider].casesAbout}`

const formatFailure = ({ text, tries, isMixed, why }: FailedCheck): string =>
  `${tries !== undefined && tries > 1 ? `${times(tries)}${isMixed ? ', last ' : ' '}` : ''}at ${text}${why ? `: ${why}` : ''}`

/** Never which: some of them are fraud signals. */
const claimForReview = ({ why, forReview = 0 }: Partial<FailedCheck> = {}): Claim[] => {
  if (forReview === 0) return []
  const more = why === undefined ? '' : ' more'
  const checks = forReview === 1 ? `1${more} check is` : `${forReview}${more} checks are`
  return [claim(`${checks} for review.`, 'failure')]
}

const describeDecider = (facts: Facts): Claim =>
  claim(`${nameOf(facts)} doesn’t say whether a rule or a person decided.`, 'provider', 'decidedBy')

/** Guesses from the times whether a rule or a person decided, where the provider doesn't say. */
function formatDecision(outcome: string, facts: Facts, words: Wording, why = ''): Claim[] {
  const { reviewSince, decidedAt, decidedBy, finishedAt } = facts
  const decider = decidedBy === 'other' ? undefined : decidedBy
  const decided = `${outcome}${decider ? ` by a ${decider}` : ''}${when(decidedAt, words)}`
  const rests = ['caseState', 'decidedBy', 'decidedAt'] as const
  if (reviewSince !== undefined && decidedAt !== undefined && reviewSince <= decidedAt) {
    const review = `, after a review of ${words.span(decidedAt - reviewSince)}${why}.`
    return [claim(decided + review, ...rests, 'reviewSince', 'decline')]
  }
  if (decider) return [claim(`${decided}${why}.`, ...rests, 'decline')]
  if (decidedAt === undefined) {
    return finishedAt === undefined
      ? [
          claim(`${outcome}.`, 'caseState'),
          claim(`${nameOf(facts)} doesn’t say when or by whom.`, 'provider', 'decidedAt', 'decidedBy'),
        ]
      : [
          claim(`${outcome}.`, 'caseState'),
          claim(`The last step was done${when(finishedAt, words)}.`, 'finishedAt'),
          describeDecider(facts),
        ]
  }
  const duration = finishedAt === undefined ? undefined : decidedAt - finishedAt
  if (duration === undefined || duration < 0)
    return [claim(`${decided}.`, 'caseState', 'decidedAt'), describeDecider(facts)]
  return duration <= AUTOMATIC_WITHIN && !decidedBy
    ? [
        claim(
          `${decided}, probably automatically (right after the last step).`,
          'caseState',
          'decidedAt',
          'finishedAt',
        ),
      ]
    : [
        claim(
          `${decided}, ${words.span(duration)} after the last step.`,
          'caseState',
          'decidedAt',
          'finishedAt',
        ),
        describeDecider(facts),
      ]
}

const claimUnsure = (facts: Facts): Claim =>
  claim(`${nameOf(facts)} doesn’t say whether the customer opened the link.`, 'provider', 'isOpened')

const decisionOf = (facts: Facts): number | undefined => facts.decidedAt ?? facts.finishedAt

const UNDECIDED = {
  name: 'undecided',
  isUndecided: true,
  matches: () => true,
  describe: (facts) => ({
    sentence: [
      facts.isKnownStatus
        ? claimUnsure(facts)
        : claim(`${nameOf(facts)} uses a status that Inquiry Lens doesn’t know.`, 'isKnownStatus'),
    ],
    nextStep: lookFirst(facts),
  }),
} as const satisfies Rule

const RULES = [
  {
    name: 'redacted',
    matches: isOneOf('redacted'),
    describe: ({ redactedAt }, words) => ({
      sentence: [
        claim(
          `The customer’s data was redacted${when(redactedAt, words)}. No data is left.`,
          'caseState',
          'redactedAt',
        ),
      ],
      nextStep: 'For another check, start a new one.',
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
          `${nameOf(facts)} shows it as open, but also shows an end. It may have been resumed.`,
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
      sentence: [claim('Cancelled on our side. It no longer counts.', 'caseState')],
      nextStep: `Ask your team whether ${needsAnother(facts)}.`,
      reply: { key: 'cancelled' },
    }),
  },
  {
    name: 'approved',
    matches: isOneOf('approved'),
    describe: (facts, words, now) => ({
      sentence: formatDecision('Verified', facts, words),
      nextStep:
        now - (decisionOf(facts) ?? now) >= OLD_APPROVAL
          ? 'Old result. Check whether the customer needs a new one.'
          : 'No action needed. This check doesn’t block the customer.',
      reply: { key: 'approved' },
    }),
  },
  {
    name: 'declined',
    matches: isOneOf('declined'),
    describe: (facts, words) => ({
      sentence: formatDecision('Declined', facts, words, facts.decline ? `: ${facts.decline.why}` : ''),
      nextStep: facts.decline
        ? 'The customer can mend that. Ask your reviewers whether the customer may try again, in a new session.'
        : 'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.',
      reply: replyWith('declined', facts.decline?.task),
    }),
  },
  {
    name: 'failed-with-tries-left',
    isUndecided: true,
    isLinkIdle: true,
    matches: ({ caseState, triesLeft = 0 }) => caseState === 'failed' && triesLeft > 0,
    describe: (facts) => ({
      sentence: [
        claim(`${nameOf(facts)} shows it as failed, but also that tries are left.`, 'caseState', 'triesLeft'),
      ],
      nextStep: lookFirst(facts),
    }),
  },
  {
    name: 'failed',
    matches: isOneOf('failed'),
    describe: ({ failure, ...facts }, words) => ({
      sentence: [
        claim(
          `The check failed${when(facts.failedAt ?? failure?.at, words)}${failure ? `, ${formatFailure(failure)}` : ''}.`,
          'caseState',
          'failedAt',
          'failure',
        ),
        ...claimForReview(failure),
        // Both providers end a case so after the last try.
        ...(failure ? [] : [claim('No tries are left.', 'caseState', 'triesLeft')]),
      ],
      nextStep: `This link can’t be used again. For another try, ${needsAnother(facts)}${failure?.request ? `, and should ${failure.request}` : ''}.`,
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
            `Waiting for our review since ${words.absolute(reviewSince)}${isLong ? `, for ${words.span(now - reviewSince)}` : ''}.`,
            'caseState',
            'reviewSince',
          ),
        ],
        nextStep: isLong
          ? 'Longer than usual. Ask your reviewers.'
          : 'No action for the customer. We write when there is a decision.',
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
          ? claim(`The customer finished${when(finishedAt, words)}.`, 'isFinished', 'finishedAt')
          : claim('Waiting for our review.', 'caseState'),
        ...(decidedAt === undefined ? [claim('There is no decision yet.', 'caseState', 'decidedAt')] : []),
      ],
      nextStep: 'Wait for the automatic decision, or ask your reviewers.',
      reply: { key: 'in-review' },
    }),
  },
  {
    name: 'expired-never-opened',
    matches: (facts, now) => isLinkExpired(facts, now) && facts.isOpened === false,
    describe: (facts, words) => ({
      sentence: [claimExpired(facts, words), claim('The customer never opened it.', 'isOpened')],
      nextStep: `${newLink(facts)}. Ask whether our message arrived.`,
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
      nextStep: `${newLink(facts)}.${facts.failure?.request ? ` ${request(facts.failure.request)}` : ''}`,
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
        ...(facts.failure?.isLast ? [] : [claim('No try is left.', 'triesLeft')]),
      ],
      nextStep: `Don’t ask for another try: ${needsAnother(facts)}.`,
      reply: replyWith('no-tries-left', remedyOf(facts.failure)),
    }),
  },
  {
    name: 'too-many-sessions',
    isLinkIdle: true,
    matches: (facts) =>
      isOpen(facts) && facts.sessions >= (PROVIDERS[facts.provider].mostSessions ?? Number.POSITIVE_INFINITY),
    describe: (facts) => ({
      sentence: [
        claim(
          `The link has had ${facts.sessions} sessions. ${nameOf(facts)} usually allows no more.`,
          'sessions',
          'provider',
        ),
      ],
      nextStep: `The link will not open again: ${needsAnother(facts)}.`,
      reply: { key: 'new-link' },
    }),
  },
  {
    name: 'never-opened',
    matches: isOneOf('not-opened'),
    describe: (facts, words) => ({
      sentence: [
        claim('The customer has not opened the link yet.', 'caseState', 'isOpened'),
        ...(facts.createdAt === undefined
          ? []
          : [claim(`It was made${when(facts.createdAt, words)}.`, 'createdAt')]),
      ],
      nextStep: request('look for our message, also in the spam folder'),
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
        ...(facts.triesLeft === undefined ? [] : [claim(`${triesLeft(facts.triesLeft)}.`, 'triesLeft')]),
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
        claim(
          `The customer submitted ${facts.submitted?.name ? `the ${facts.submitted.name}` : 'a check'}${when(facts.submitted?.at, words)}. It is being checked.`,
          'submitted',
        ),
      ],
      nextStep: 'Wait a moment. The result appears here.',
      reply: replyUntil('continue', facts),
    }),
  },
  {
    name: 'left-at-handoff',
    matches: (facts) => isOpen(facts) && facts.handoff !== undefined,
    describe: ({ handoff, ...facts }, words) => ({
      sentence: [
        claim(
          `The customer ${handoff?.isOpened ? 'continued' : 'asked to continue'} on another device${handoff?.how ? ` ${handoff.how}` : ''}${when(handoff?.at, words)}${formatIdle(handoff)}.`,
          'handoff',
        ),
      ],
      nextStep: request('continue on that device, or to open the link there'),
      reply: replyUntil('continue-on-other-device', facts, facts.next?.task),
    }),
  },
  {
    name: 'opened-not-started',
    matches: (facts) => isOpen(facts) && facts.isStarted === false,
    describe: (facts, words) => ({
      sentence: [
        claim(
          `The customer opened the link${facts.visits > 1 ? ` ${times(facts.visits)}, last` : ''}${when(facts.lastOpenedAt, words)}, but started no check.`,
          'isOpened',
          'visits',
          'lastOpenedAt',
          'isStarted',
        ),
      ],
      nextStep: request('open it again and continue'),
      reply: replyUntil('continue', facts, facts.next?.task),
    }),
  },
  {
    name: 'active',
    matches: ({ caseState, lastSeenAt }, now) =>
      caseState === 'in-progress' && lastSeenAt !== undefined && Math.abs(now - lastSeenAt) < ACTIVE_WITHIN,
    describe: (facts, words) => ({
      sentence: [
        claim('In progress.', 'caseState'),
        claim(`Last active${when(facts.lastSeenAt, words)}.`, 'lastSeenAt'),
        ...(facts.next ? [claim(`Next is ${facts.next.text}.`, 'next')] : []),
      ],
      nextStep: 'Give the customer a few minutes.',
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
          : [claim(`Last active${when(facts.lastSeenAt, words)}.`, 'lastSeenAt')]),
      ],
      nextStep: request('open the link again and continue'),
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
  claim(`The link expired${when(linkEndedAt(facts), words)}.`, 'caseState', 'expiredAt', 'endsAt')

const claimFailure = (failure: FailedCheck | undefined): Claim =>
  claim(`Failed${failure ? ` ${formatFailure(failure)}` : ''}.`, 'failure')

const formatIdle = (handoff: Facts['handoff']): string =>
  handoff?.isIdle ? `, but ${handoff.isOpened ? 'started no check' : 'did nothing'} there yet` : ''

function describeRetry({ provider, failure }: Facts): string {
  if (failure?.request) return request(failure.request)
  const retry = request('try that step again')
  if (failure?.forReview) return `${retry} Your reviewers can see why it failed.`
  return failure?.why || PROVIDERS[provider].tellsWhyFailed
    ? retry
    : `${retry} The dashboard says why it failed.`
}

function describeProgress(facts: Facts, words: Wording): Claim {
  const { failure, finishedAt, isFinished, next, last, isStarted, isOpened } = facts
  if (failure) return claimFailure(failure)
  if (isFinished) return claim(`The customer finished${when(finishedAt, words)}.`, 'isFinished', 'finishedAt')
  if (isOpened === undefined) return claimUnsure(facts)
  if (isStarted === undefined) return claim('The customer opened the link.', 'isOpened')
  if (!isStarted) return claim('The customer opened the link, but started no check.', 'isOpened', 'isStarted')
  if (next) return claim(`The customer stopped at ${next.text}.`, 'isStarted', 'isFinished', 'next')
  if (last) return claim(`The customer stopped after ${last.text}.`, 'isStarted', 'isFinished', 'last')
  return claim('The customer started, but did not finish.', 'isStarted', 'isFinished')
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
