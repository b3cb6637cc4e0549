/** What became of a person’s other checks, and how long ago: an old approval is another thing than a new one. */

import {
  type CaseState,
  stateOfInquiry,
  stateOfSession,
  type Tone,
} from '@inquiry-lens/shared/domain/case-state.ts'
import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import { caseWords } from '../../locales/case.ts'
import { commonWords } from '../../locales/surface.ts'
import { perLocale } from './locale.ts'
import { formatProviderStatus } from './source.ts'
import { parseInstant, unitOf } from './time.ts'

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
const DECIDED = { approved: 'good', declined: 'bad' } as const satisfies Partial<Record<CaseState, Tone>>
const isDecided = (caseState: CaseState): caseState is keyof typeof DECIDED => caseState in DECIDED

/** `verified 14 months ago`; without a decision time, `verified, finished 14 months ago`. */
export function describeDecision(other: OtherCase, now: number): string | undefined {
  const { caseState } = other
  if (!isDecided(caseState)) return undefined
  const words = caseWords.person.decision[caseState]
  const at = parseInstant(other.decidedAt)
  if (at !== undefined) return words.ago(formatAgo(at, now))
  const finishedAt = parseInstant(other.finishedAt)
  return finishedAt === undefined ? words.alone : words.finished(formatAgo(finishedAt, now))
}

const agoFormat = perLocale((locale) => new Intl.RelativeTimeFormat(locale))

/** `14 months ago` */
function formatAgo(instant: number, now: number): string {
  const ago = now - instant
  if (ago < 60_000) return commonWords.justNow
  const { unit, ms } = unitOf(ago)
  return agoFormat().format(-Math.trunc(ago / ms), unit)
}

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
    if (decision === undefined || (outcome === 'approved' && caseState === 'approved')) return []
    return [{ tone: DECIDED[outcome], text: caseWords.person.inAnotherCheck(decision, older.length) }]
  })
}
