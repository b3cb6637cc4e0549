/** From a case file to what an agent is told of it. Pure: the clock and the way of writing times are handed in. */
import type { CaseFile } from '../../domain/model.ts'
import { type Facts, gatherFacts } from './facts.ts'
import { deadSince, decide, isLinkDead, isOpen } from './rules.ts'
import type { LinkState, Verdict } from './verdict.ts'
import type { Wording } from './wording.ts'

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
  if (isLinkDead(facts, now)) return { isDead: true, endsAt: deadSince(facts) }
  return isOpen(facts) && facts.endsAt !== undefined ? { isDead: false, endsAt: facts.endsAt } : undefined
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

function listFacts(facts: Facts, { entry }: Wording): string[] {
  return [
    ...TIMES.flatMap(([word, field]) => {
      const at = facts[field]
      return at === undefined ? [] : [`${word} ${entry(at)}`]
    }),
    ...(facts.next ? [`next is ${facts.next.said}`] : []),
  ]
}
