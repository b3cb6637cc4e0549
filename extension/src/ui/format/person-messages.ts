/** What became of a person’s other checks, and how long ago: an old approval is another thing than a new one. */

import {
  type CaseState,
  stateOfInquiry,
  stateOfSession,
  type Tone,
} from '@inquiry-lens/shared/domain/case-state.ts'
import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import { formatProviderStatus } from './source.ts'
import { formatSpan } from './spans.ts'
import { parseInstant } from './time.ts'

/** An inquiry, or a session that stands for itself. */
export interface OtherCase {
  id: string
  caseState: CaseState
  /** The provider's own word. */
  status: string
  createdAt: string | null
  /** `null`: the provider gives no time; `finishedAt` stands in for it. */
  decidedAt: string | null
  finishedAt: string | null
  /** What it was made from: a template, a workflow. */
  about: string | null
}

export const otherInquiry = (inquiry: Inquiry): OtherCase => ({
  id: inquiry.id,
  caseState: stateOfInquiry(inquiry.provider, inquiry),
  status: inquiry.status,
  createdAt: inquiry.createdAt,
  decidedAt: inquiry.decisionedAt,
  finishedAt: inquiry.completedAt,
  about: inquiry.templateName,
})

export const otherSession = (session: Session): OtherCase => ({
  id: session.id,
  caseState: stateOfSession(session),
  status: formatProviderStatus(session),
  createdAt: session.createdAt,
  decidedAt: null,
  finishedAt: session.flow?.submittedAt ?? null,
  about: session.flow?.workflow?.name ?? null,
})

/** Those of which it matters how old they are. */
const DECIDED: Partial<Record<CaseState, { word: string; tone: Tone }>> = {
  approved: { word: 'verified', tone: 'good' },
  declined: { word: 'declined', tone: 'bad' },
}

/** `verified 14 months ago`; without a decision time, `verified, finished 14 months ago`. */
export function describeDecision(other: OtherCase, now: number): string | undefined {
  const decided = DECIDED[other.caseState]
  if (!decided) return undefined
  const at = parseInstant(other.decidedAt)
  if (at !== undefined) return `${decided.word} ${formatAgo(at, now)}`
  const finishedAt = parseInstant(other.finishedAt)
  return finishedAt === undefined ? decided.word : `${decided.word}, finished ${formatAgo(finishedAt, now)}`
}

const formatAgo = (instant: number, now: number): string =>
  now - instant < 60_000 ? 'just now' : `${formatSpan(now - instant)} ago`

/**
 * What an agent must not miss of the others: that the person was verified while this one was not, and that they were
 * declined. `others`: of the newest first.
 */
export function describeHistory(
  caseState: CaseState | undefined,
  others: readonly OtherCase[],
  now: number,
): { tone: Tone; text: string }[] {
  return (['approved', 'declined'] as const).flatMap((outcome) => {
    const [newest, ...older] = others.filter((one) => one.caseState === outcome)
    const decision = newest && describeDecision(newest, now)
    const decided = DECIDED[outcome]
    if (decision === undefined || !decided || (outcome === 'approved' && caseState === 'approved')) return []
    const more =
      older.length > 0 ? `, and ${older.length === 1 ? 'once' : `${older.length} times`} before that` : ''
    const sentence = `${decision.charAt(0).toUpperCase()}${decision.slice(1)}, in another check${more}`
    return [{ tone: decided.tone, text: sentence }]
  })
}
