/** A case for the agent: what happened, why the customer is stuck, what to do, what to reply. */
import type { CaseState } from '../../domain/case-state.ts'
import type { CaseFile } from '../../domain/model.ts'
import { type InsightWords, insightWords } from '../../locales/insight.ts'
import type { ReplyChoice } from '../replies/packs.ts'
import { type Facts, gatherFacts, isOpen } from './facts.ts'
import type { RuleName } from './rules.ts'
import { decide, isLinkExpired, linkEndedAt } from './rules.ts'

export interface LinkState {
  isExpired: boolean
  /** Past or future; `undefined`: unknown. */
  endsAt: number | undefined
}

export interface Verdict {
  rule: RuleName
  /** Sets mark and word. */
  caseState: CaseState
  /** What happened and why they are stuck, in one sentence. */
  sentence: string
  /** What the agent does next, in one sentence. */
  nextStep: string
  /** `undefined`: the customer has no use for a link. */
  link: LinkState | undefined
  /** `undefined`: the agent must learn more before a reply. */
  reply: ReplyChoice | undefined
  /** For an undecided case: its facts, such as `decided 21 Nov, 14:03`. Else empty. */
  facts: readonly string[]
}

/** The surface's formats. Instants are milliseconds since the epoch. */
export interface Wording {
  /** `3 hr ago`, `in 2 days`. */
  relative(instant: number): string
  /** `21 Nov, 14:03`. */
  absolute(instant: number): string
  /** Milliseconds as `2 hours`, `14 months`. */
  span(ms: number): string
}

/** `now`: milliseconds since the epoch. Pure; never throws. */
export function judge(file: CaseFile, now: number, words: Wording): Verdict {
  const facts = gatherFacts(file)
  const { rule, sentence, nextStep, reply, isUndecided, isLinkIdle } = decide(facts, words, now)
  return {
    rule,
    caseState: facts.caseState,
    sentence: insightWords.sentences(sentence.map(({ text }) => text)),
    nextStep,
    link: isLinkIdle ? undefined : linkOf(facts, now),
    reply,
    facts: isUndecided ? listFacts(facts, words) : [],
  }
}

/** `undefined` once the case is final. */
function linkOf(facts: Facts, now: number): LinkState | undefined {
  if (isLinkExpired(facts, now)) return { isExpired: true, endsAt: linkEndedAt(facts) }
  return isOpen(facts) && facts.endsAt !== undefined ? { isExpired: false, endsAt: facts.endsAt } : undefined
}

const TIMES = [
  'createdAt',
  'openedAt',
  'finishedAt',
  'reviewSince',
  'decidedAt',
  'failedAt',
  'expiredAt',
] as const satisfies readonly (keyof Facts & keyof InsightWords['facts'])[]

function listFacts(facts: Facts, { absolute }: Wording): string[] {
  return [
    ...TIMES.flatMap((field) => {
      const at = facts[field]
      return at === undefined ? [] : [insightWords.facts[field](absolute(at))]
    }),
    ...(facts.next ? [insightWords.facts.next(facts.next.text)] : []),
  ]
}
