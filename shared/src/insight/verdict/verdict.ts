/** What an agent wants to know of a case: what happened, why the customer is stuck, what to do, what to reply. */

import type { CaseState } from '../../domain/case-state.ts'
import type { ReplyChoice } from '../replies/reply-choice.ts'
import type { RuleName } from './rules.ts'

/** Whether the customer's link can still be used. */
export interface LinkState {
  isDead: boolean
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
