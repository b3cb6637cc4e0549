/**
 * The rules by which facts become a verdict, each with the words for it. The first that fits decides, so what stands above
 * is what counts more; the last one always fits, and says that the facts do not decide.
 *
 * What is said here is made of our own words alone: names of steps go through `steps/`, and a status or a code of a
 * provider's that we do not know is never repeated. The provider's own word stands beside the verdict.
 */
import { PROVIDERS } from '../providers/registry.ts'
import type { ReplyChoice } from '../replies/reply-choice.ts'
import type { Facts, FailedCheck } from './facts.ts'
import type { Wording } from './wording.ts'

interface Told {
  sentence: string
  nextStep: string
  reply?: ReplyChoice
}

interface Rule {
  name: string
  /** It says that the facts do not decide, so that they are shown. */
  isUndecided?: true
  /** A link that may still open takes nobody on: that it works would be the wrong thing to say. */
  isLinkIdle?: true
  fits(facts: Facts, now: number): boolean
  tell(facts: Facts, words: Wording, now: number): Told
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What a rule decides is decided with the last step; nobody else is as quick. */
const BY_RULE_WITHIN = MINUTE
/** Whoever was seen so lately is at it still. */
const AT_IT_WITHIN = 10 * MINUTE
/** A review that takes longer is one to ask about. */
const LONG_REVIEW = 3 * DAY
/** From then on, an approval may be too old for what it is wanted for. */
const OLD_APPROVAL = 365 * DAY

const isOneOf =
  (...meanings: Facts['meaning'][]) =>
  ({ meaning }: Facts): boolean =>
    meanings.includes(meaning)

/** The customer may still do something about it. */
const OPEN: ReadonlySet<Facts['meaning']> = new Set(['not-opened', 'in-progress'])
export const isOpen = ({ meaning }: Pick<Facts, 'meaning'>): boolean => OPEN.has(meaning)

/** The provider says so, or the time is up and the provider has not noticed. */
export const isLinkDead = ({ meaning, endsAt }: Facts, now: number): boolean =>
  meaning === 'expired' || (OPEN.has(meaning) && endsAt !== undefined && endsAt <= now)

const nameOf = ({ provider }: Facts): string => PROVIDERS[provider].name

/** ` 3 hr ago`, or nothing where the time was not said. */
const when = (instant: number | undefined, { relative }: Wording): string =>
  instant === undefined ? '' : ` ${relative(instant)}`

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

const triesLeft = (count: number): string => (count === 1 ? 'one try is left' : `${count} tries are left`)

const replyUntil = (key: ReplyChoice['key'], { endsAt }: Facts, task?: ReplyChoice['task']): ReplyChoice => ({
  key,
  ...(endsAt !== undefined && { until: endsAt }),
  ...(task && { task }),
})

const newLink = ({ provider }: Facts): string => PROVIDERS[provider].newLink
const anew = ({ provider }: Facts): string => `a new ${PROVIDERS[provider].casesAbout}`

const sayFailure = ({ said, tries, why }: FailedCheck): string =>
  `${tries !== undefined && tries > 1 ? `${times(tries)} ` : ''}at ${said}${why ? `: ${why}` : ''}`

const untold = (facts: Facts): string => `${nameOf(facts)} doesn’t say whether a rule or a person decided`

/** What was decided, when, and how, as far as the times tell: no provider says by whom. */
function sayDecision(outcome: string, facts: Facts, words: Wording): string {
  const { reviewSince, decidedAt, finishedAt } = facts
  if (decidedAt === undefined) {
    return finishedAt === undefined
      ? `${outcome}; ${nameOf(facts)} doesn’t say when or by whom`
      : `${outcome}: the last step was done${when(finishedAt, words)}; ${untold(facts)}`
  }
  const decided = `${outcome}${when(decidedAt, words)}`
  if (reviewSince !== undefined && reviewSince <= decidedAt)
    return `${decided}, after a review of ${words.span(decidedAt - reviewSince)}`
  const took = finishedAt === undefined ? undefined : decidedAt - finishedAt
  if (took === undefined || took < 0) return `${decided}; ${untold(facts)}`
  return took <= BY_RULE_WITHIN
    ? `${decided}, as it seems by a rule: right after the last step`
    : `${decided}, ${words.span(took)} after the last step; ${untold(facts)}`
}

const decisionOf = (facts: Facts): number | undefined => facts.decidedAt ?? facts.finishedAt

const UNDECIDED = {
  name: 'undecided',
  isUndecided: true,
  fits: () => true,
  tell: (facts) => ({
    sentence: `${nameOf(facts)} calls it something that is new to Inquiry Lens, so what it means can’t be told.`,
    nextStep: `Look at it in ${nameOf(facts)} before you tell the customer anything.`,
  }),
} as const satisfies Rule

const RULES = [
  {
    name: 'redacted',
    fits: isOneOf('redacted'),
    tell: ({ redactedAt }, words) => ({
      sentence: `The customer’s data was erased${when(redactedAt, words)}: there is nothing left to look at.`,
      nextStep: 'If they must be checked again, begin anew: nothing of this one can be brought back.',
      reply: { key: 'deleted' },
    }),
  },
  {
    // A decision beside a status that knows of none: resumed perhaps, or two systems that disagree.
    name: 'contradiction',
    isUndecided: true,
    isLinkIdle: true,
    fits: (facts) =>
      (isOpen(facts) && (facts.decidedAt !== undefined || facts.failedAt !== undefined)) ||
      (facts.meaning === 'not-opened' && facts.finishedAt !== undefined),
    tell: (facts) => ({
      sentence: `${nameOf(facts)} calls it open, and yet says when it was ${facts.decidedAt !== undefined ? 'decided' : facts.failedAt !== undefined ? 'given up' : 'finished'}; it may have been resumed.`,
      nextStep: `Look at it in ${nameOf(facts)} before you tell the customer anything.`,
    }),
  },
  {
    name: 'called-off',
    fits: isOneOf('voided'),
    tell: (facts) => ({
      sentence: 'It was called off on our side, and no longer counts.',
      nextStep: `Ask whoever called it off whether ${anew(facts)} is wanted.`,
      reply: { key: 'called-off' },
    }),
  },
  {
    name: 'approved-long-ago',
    fits: (facts, now) => facts.meaning === 'approved' && now - (decisionOf(facts) ?? now) >= OLD_APPROVAL,
    tell: (facts, words) => ({
      sentence: `${sayDecision('Verified', facts, words)}.`,
      nextStep: 'It is old: see whether what the customer wants now asks for a newer one.',
      reply: { key: 'approved' },
    }),
  },
  {
    name: 'approved',
    fits: isOneOf('approved'),
    tell: (facts, words) => ({
      sentence: `${sayDecision('Verified', facts, words)}.`,
      nextStep: 'Nothing to do here: if the customer is still kept out, this check is not the reason.',
      reply: { key: 'approved' },
    }),
  },
  {
    name: 'declined',
    fits: isOneOf('declined'),
    tell: (facts, words) => ({
      sentence: `${sayDecision('Declined', facts, words)}.`,
      nextStep: 'Give no reason to the customer, and ask whoever decides whether they may try again.',
      reply: { key: 'declined' },
    }),
  },
  {
    name: 'failed',
    fits: isOneOf('failed'),
    tell: (facts, words) => ({
      sentence: facts.failure
        ? `Failed for good${when(facts.failedAt ?? facts.failure.at, words)}, ${sayFailure(facts.failure)}.`
        : `Failed for good${when(facts.failedAt, words)}: no tries are left.`,
      nextStep: `This link can’t be used again: if they may try once more, they need ${anew(facts)}.`,
      reply: { key: 'no-tries-left' },
    }),
  },
  {
    name: 'long-in-review',
    fits: ({ meaning, reviewSince }, now) =>
      meaning === 'waiting-on-us' && reviewSince !== undefined && now - reviewSince >= LONG_REVIEW,
    tell: ({ reviewSince }, words, now) => ({
      sentence: `Waiting for our review since ${reviewSince === undefined ? 'long' : `${words.moment(reviewSince)}, for ${words.span(now - reviewSince)}`}.`,
      nextStep: 'That is long: ask your reviewers; the customer can do nothing.',
      reply: { key: 'in-review' },
    }),
  },
  {
    name: 'in-review',
    fits: ({ meaning, reviewSince }) => meaning === 'waiting-on-us' && reviewSince !== undefined,
    tell: ({ reviewSince }, words) => ({
      sentence: `Waiting for our review since ${reviewSince === undefined ? 'just now' : words.moment(reviewSince)}: the customer has done all they can.`,
      nextStep: 'Nothing for the customer to do: they hear from us when it is decided.',
      reply: { key: 'in-review' },
    }),
  },
  {
    name: 'not-decided-yet',
    fits: isOneOf('waiting-on-us'),
    tell: ({ finishedAt }, words) => ({
      sentence: `The customer finished${when(finishedAt, words)}, and nobody has decided yet.`,
      nextStep: 'The decision is ours: if no rule makes it, ask your reviewers.',
      reply: { key: 'in-review' },
    }),
  },
  {
    name: 'expired-never-opened',
    fits: (facts, now) => isLinkDead(facts, now) && !facts.isOpened,
    tell: (facts, words) => ({
      sentence: `Nobody ever opened the link, and it died${since(facts, words)}.`,
      nextStep: `${newLink(facts)}; ask whether our first message arrived.`,
      reply: { key: 'new-link' },
    }),
  },
  {
    name: 'expired-after-failure',
    fits: (facts, now) => isLinkDead(facts, now) && facts.failure !== undefined,
    tell: (facts, words) => ({
      sentence: `${failedAt(facts.failure)}, and the link died${since(facts, words)}.`,
      nextStep: `${newLink(facts)}.`,
      reply: { key: 'new-link' },
    }),
  },
  {
    name: 'expired-midway',
    fits: isLinkDead,
    tell: (facts, words) => ({
      sentence: `${whereTheyLeft(facts)}, and the link died${since(facts, words)}.`,
      nextStep: `${newLink(facts)}.`,
      reply: { key: 'new-link' },
    }),
  },
  {
    name: 'never-opened',
    fits: (facts) => isOpen(facts) && !facts.isOpened,
    tell: (facts, words) => ({
      sentence: `Nobody has opened the link yet${facts.createdAt === undefined ? '' : `; it was made${when(facts.createdAt, words)}`}.`,
      nextStep: 'Ask them to look for our message, in the spam folder too.',
      reply: replyUntil('open-link', facts),
    }),
  },
  {
    name: 'out-of-tries',
    isLinkIdle: true,
    fits: (facts) =>
      isOpen(facts) && facts.failure !== undefined && (facts.triesLeft === 0 || facts.failure.isLast),
    tell: (facts) => ({
      sentence: `${failedAt(facts.failure)}${facts.failure?.isLast ? '' : ', and no try is left'}.`,
      nextStep: `Don’t tell them to try again: they need ${anew(facts)}.`,
      reply: { key: 'no-tries-left' },
    }),
  },
  {
    name: 'opened-too-often',
    isLinkIdle: true,
    fits: (facts) =>
      isOpen(facts) && facts.sittings >= (PROVIDERS[facts.provider].mostSittings ?? Number.POSITIVE_INFINITY),
    tell: (facts) => ({
      sentence: `The link was opened ${facts.sittings} times, and ${nameOf(facts)} usually lets nobody open one more often.`,
      nextStep: `The link will not open again: they need ${anew(facts)}.`,
      reply: { key: 'new-link' },
    }),
  },
  {
    name: 'failed-step',
    fits: (facts) => isOpen(facts) && facts.failure !== undefined,
    tell: (facts) => ({
      sentence: `${failedAt(facts.failure)}${facts.triesLeft === undefined ? '' : `; ${triesLeft(facts.triesLeft)}`}.`,
      nextStep: PROVIDERS[facts.provider].tellsWhyFailed
        ? 'Ask them to try that step again.'
        : 'Ask them to try that step again; the dashboard says why it failed.',
      reply: replyUntil('retry', facts, facts.failure?.task),
    }),
  },
  {
    name: 'being-checked',
    fits: ({ meaning, handedIn }, now) =>
      meaning === 'in-progress' && handedIn !== undefined && now - handedIn.at < AT_IT_WITHIN,
    tell: (facts, words) => ({
      sentence: `They handed in ${facts.handedIn?.name ? `the ${facts.handedIn.name}` : 'a check'}${when(facts.handedIn?.at, words)}, and it is being checked.`,
      nextStep: 'Wait a moment: this changes by itself.',
      reply: replyUntil('continue', facts),
    }),
  },
  {
    name: 'left-at-handoff',
    fits: (facts) => isOpen(facts) && facts.handoff !== undefined,
    tell: (facts, words) => ({
      sentence: `They moved to another device${facts.handoff?.how ? ` ${facts.handoff.how}` : ''}${when(facts.handoff?.at, words)}, and did nothing there yet.`,
      nextStep: 'Ask them to go on at that device, or to open the link there.',
      reply: replyUntil('continue-on-other-device', facts, facts.next?.task),
    }),
  },
  {
    name: 'opened-not-begun',
    fits: (facts) => isOpen(facts) && !facts.isBegun,
    tell: (facts, words) => ({
      sentence: `They opened the link${facts.sittings > 1 ? ` ${times(facts.sittings)}, last` : ''}${when(facts.lastSeenAt, words)}, but began no check.`,
      nextStep: 'Ask them to open it again and go on.',
      reply: replyUntil('continue', facts, facts.next?.task),
    }),
  },
  {
    name: 'at-it',
    fits: ({ meaning, lastSeenAt }, now) =>
      meaning === 'in-progress' && lastSeenAt !== undefined && Math.abs(now - lastSeenAt) < AT_IT_WITHIN,
    tell: (facts, words) => ({
      sentence: `They are at it: last seen${when(facts.lastSeenAt, words)}${facts.next ? `, next is ${facts.next.said}` : ''}.`,
      nextStep: 'Give them a few minutes.',
      reply: replyUntil('continue', facts, facts.next?.task),
    }),
  },
  {
    name: 'left-midway',
    fits: isOpen,
    tell: (facts, words) => ({
      sentence: `${whereTheyLeft(facts)}${facts.lastSeenAt === undefined ? '' : `, last seen${when(facts.lastSeenAt, words)}`}.`,
      nextStep: 'Ask them to open the link again and go on.',
      reply: replyUntil('continue', facts, facts.next?.task),
    }),
  },
  UNDECIDED,
] as const satisfies readonly Rule[]

export type RuleName = (typeof RULES)[number]['name']

/** A resumed inquiry keeps the time at which it had expired before. */
export const deadSince = ({ meaning, expiredAt, endsAt }: Facts): number | undefined =>
  meaning === 'expired' ? (expiredAt ?? endsAt) : endsAt

const since = (facts: Facts, words: Wording): string => when(deadSince(facts), words)

const failedAt = (failure: FailedCheck | undefined): string =>
  failure ? `Failed ${sayFailure(failure)}` : 'Failed'

function whereTheyLeft({ next, last, isBegun }: Facts): string {
  if (next) return `They left at ${next.said}`
  if (last) return `They left after ${last.said}`
  return isBegun ? 'They began, and left before the end' : 'They opened the link, but began no check'
}

interface Decision extends Told {
  rule: RuleName
  isUndecided: boolean
  isLinkIdle: boolean
}

/** Which rule fits, and what it says. */
export function decide(facts: Facts, words: Wording, now: number): Decision {
  const rule: Rule & { name: RuleName } = RULES.find(({ fits }) => fits(facts, now)) ?? UNDECIDED
  const { name, isUndecided = false, isLinkIdle = false } = rule
  return { rule: name, isUndecided, isLinkIdle, ...rule.tell(facts, words, now) }
}

export const RULE_NAMES: readonly RuleName[] = RULES.map(({ name }) => name)
