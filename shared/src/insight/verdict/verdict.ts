/** What an agent wants to know of a case: what happened, why the customer is stuck, what to do, what to reply. */
import type { CaseState } from '../../domain/case-state.ts'
import type { CaseFile } from '../../domain/model.ts'
import type { ReplyChoice } from '../replies/packs.ts'
import { type Facts, gatherFacts } from './facts.ts'
import type { RuleName } from './rules.ts'
import { decide, isLinkExpired, isOpen, linkEndedAt } from './rules.ts'

/** Whether the customer's link can still be used. */
export interface LinkState {
  isExpired: boolean
  /** When it ends, or ended; `undefined` where nobody has said. */
  endsAt: number | undefined
}

export interface Verdict {
  /** The one that decided. */
  rule: RuleName
  /** For mark and word. */
  caseState: CaseState
  /** What happened and why they are stuck, in one sentence. */
  sentence: string
  /** What the agent does next, in one sentence. */
  nextStep: string
  /** `undefined` where there is no link any more that anybody would use. */
  link: LinkState | undefined
  /** `undefined` where nobody should say anything before they know more. */
  reply: ReplyChoice | undefined
  /** Where the facts do not decide: what they are, such as `decided 21 Nov, 14:03`. Else empty. */
  facts: readonly string[]
}

/** How the reader’s surface writes times. Instants are milliseconds since the epoch. */
export interface Wording {
  /** `3 hr ago`, `in 2 days`. */
  relative(instant: number): string
  /** `21 Nov, 14:03`. */
  absolute(instant: number): string
  /** Of so many milliseconds: `2 hours`, `14 months`. */
  span(ms: number): string
}

/** From a case file to what an agent is told of it. Pure: the clock and the way of writing times are handed in. */

/** `now`: milliseconds since the epoch. Never throws, whatever the facts. */
export function judge(file: CaseFile, now: number, words: Wording): Verdict {
  const facts = gatherFacts(file)
  const { rule, sentence, nextStep, reply, isUndecided, isLinkIdle } = decide(facts, words, now)
  return {
    rule,
    caseState: facts.caseState,
    sentence,
    nextStep,
    link: isLinkIdle ? undefined : linkOf(facts, now),
    reply,
    facts: isUndecided ? listFacts(facts, words) : [],
  }
}

/** Once it is over for the customer, nobody asks for the link. */
function linkOf(facts: Facts, now: number): LinkState | undefined {
  if (isLinkExpired(facts, now)) return { isExpired: true, endsAt: linkEndedAt(facts) }
  return isOpen(facts) && facts.endsAt !== undefined ? { isExpired: false, endsAt: facts.endsAt } : undefined
}

const TIMES = [
  ['made', 'createdAt'],
  ['opened', 'openedAt'],
  ['finished', 'finishedAt'],
  ['in review', 'reviewSince'],
  ['decided', 'decidedAt'],
  ['failed', 'failedAt'],
  ['expired', 'expiredAt'],
] as const satisfies readonly (readonly [string, keyof Facts])[]

function listFacts(facts: Facts, { absolute }: Wording): string[] {
  return [
    ...TIMES.flatMap(([word, field]) => {
      const at = facts[field]
      return at === undefined ? [] : [`${word} ${absolute(at)}`]
    }),
    ...(facts.next ? [`next is ${facts.next.text}`] : []),
  ]
}
