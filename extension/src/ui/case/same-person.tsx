/** The same person's other inquiries or sessions, each with its age and a way into it. */
import {
  type CaseState,
  stateOfInquiry,
  stateOfSession,
  type Tone,
} from '@inquiry-lens/shared/domain/case-state.ts'
import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import { commonWords } from '../../locales/surface.ts'
import { formatProviderStatus, shortenId } from '../format/source.ts'
import { perLocale, unitOf } from '../format/time.ts'
import { Ago, StatusMark, ToneMark } from '../primitives/badge.tsx'
import { Section } from '../primitives/section.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Others } from '../state/case/customer.ts'

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

/** Shown at first, so that the timeline is not far below; and at most. */
const MIN_SHOWN = 3
const MAX = 10

export function SameInquiries({ inquiry, others }: { inquiry: Inquiry; others: Others }) {
  const { provider, id, accountId, referenceId, redactedAt } = inquiry
  // A redacted person is not searched for.
  const isKnown = redactedAt === null && (accountId !== null || referenceId !== null)
  const person = useMemo(
    () => (isKnown ? others.find({ provider, account: accountId, reference: referenceId }) : undefined),
    [others.find, isKnown, provider, accountId, referenceId],
  )
  if (!person) return null
  const found = person.data.value
  const rows = found?.items.filter((one) => one.id !== id).map(otherInquiry)
  return (
    <Section
      id="case-person"
      level="h3"
      class="person"
      title={caseWords.person.title}
      busy={person.isFetching.value}
    >
      {rows && found ? (
        <OtherCases
          rows={rows}
          isMore={found.isMore}
          caseState={stateOfInquiry(provider, inquiry)}
          others={others}
        />
      ) : person.error.value ? (
        <p class="section-note person-failure" role="status">
          <span>{caseWords.person.failed}</span>
          <button
            type="button"
            class="button"
            aria-disabled={person.isFetching.value}
            onClick={person.refresh}
          >
            {person.isFetching.value ? caseWords.actions.trying : caseWords.actions.tryAgain}
          </button>
        </p>
      ) : (
        <p class="section-note" role="status">
          {caseWords.person.loading}
        </p>
      )}
    </Section>
  )
}

interface SameSessionsProps {
  session: Session
  related: readonly Session[]
  others: Others
}

export function SameSessions({ session, related, others }: SameSessionsProps) {
  if (related.length === 0) return null
  return (
    <Section id="case-person" level="h3" class="person" title={caseWords.person.title}>
      <OtherCases
        rows={related.map(otherSession)}
        isMore={false}
        caseState={stateOfSession(session)}
        others={others}
      />
    </Section>
  )
}

interface OtherCasesProps {
  /** Newest first. */
  rows: readonly OtherCase[]
  isMore: boolean
  caseState: CaseState
  others: Others
}

function OtherCases({ rows, isMore, caseState, others: { open, cameFrom } }: OtherCasesProps) {
  const { now } = useSurface()
  const [isExpanded, setIsExpanded] = useState(rows.findIndex(({ id }) => id === cameFrom) >= MIN_SHOWN)
  /** The row to focus: the one that the agent came back from, or the first of those just added. */
  const [wanted, setWanted] = useState(cameFrom)
  const focused = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    // Unless the agent has moved on.
    if (document.activeElement?.matches('body, .case-bar h2')) focused.current?.focus()
  }, [wanted])
  if (rows.length === 0 && !isMore) return <p class="section-note">{caseWords.person.none}</p>

  const most = rows.slice(0, MAX)
  // One more row takes the room of the button.
  const shown = isExpanded || most.length <= MIN_SHOWN + 1 ? most : most.slice(0, MIN_SHOWN)
  const rest = rows.length - most.length
  function showAll(): void {
    setIsExpanded(true)
    setWanted(most[MIN_SHOWN]?.id)
  }
  return (
    <>
      {describeHistory(caseState, rows, now.value).map(({ tone, text }) => (
        <p key={tone} class="person-history" data-tone={tone}>
          <ToneMark tone={tone} />
          {text}
        </p>
      ))}
      <ul class="person-rows" aria-label={caseWords.person.others}>
        {shown.map((one) => (
          <li key={one.id}>
            <button
              ref={one.id === wanted ? focused : null}
              type="button"
              class="row"
              onClick={() => open(one.id)}
            >
              <OtherRow other={one} now={now.value} />
            </button>
          </li>
        ))}
      </ul>
      {shown.length < most.length ? (
        <button type="button" class="person-more" onClick={showAll}>
          {caseWords.person.showMore(most.length - shown.length)}
        </button>
      ) : (
        (rest > 0 || isMore) && (
          <p class="section-note">
            {rest === 0
              ? caseWords.person.older
              : isMore
                ? caseWords.person.moreAndOlder(rest)
                : caseWords.person.more(rest)}
          </p>
        )
      )}
    </>
  )
}

function OtherRow({ other, now }: { other: OtherCase; now: number }) {
  const { id, caseState, status, createdAt, about } = other
  const decision = describeDecision(other, now)
  return (
    <>
      <span class="row-first">
        <StatusMark caseState={caseState} status={status} />
        <Ago iso={createdAt} />
      </span>
      <span class="row-second">
        <span class="row-about">
          <span class="id">{shortenId(id)}</span>
          {decision && <span class="person-decision">{decision}</span>}
          {about && <span class="row-device">{about}</span>}
        </span>
      </span>
    </>
  )
}
