/** The panel’s short lists: IDs with their states from one look-up, and the cases opened last. Each row leads to its case. */
import { stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import { useEffect, useRef } from 'preact/hooks'
import { listWords } from '../../locales/lists.ts'
import { findingWords } from '../../locales/panel.ts'
import { commonWords } from '../../locales/surface.ts'
import { describeEvent } from '../format/sentences.ts'
import { nameEnvironment, nameProvider, shortenId } from '../format/source.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { Ago, StatusMark, ToneMark } from '../primitives/badge.tsx'
import { QuestionRingIcon } from '../primitives/icons.tsx'
import { FailureNotice } from '../primitives/lazy.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Recents } from '../state/case/recents.ts'
import { caseIdOf } from '../state/case/search-finds.ts'
import type { Lookups } from '../state/lists/lookups.ts'

interface LookupListProps {
  label: string
  ids: readonly ObjectId[]
  lookups: Lookups
  /** The failure is shown elsewhere. */
  isExplained?: boolean
  onShow?: () => void
  onOpenCase(id: string): void
}

export function LookupList({
  label,
  ids,
  lookups,
  isExplained = false,
  onShow,
  onOpenCase,
}: LookupListProps) {
  useEffect(() => onShow?.(), [])
  const found = lookups.data.value
  const failure = lookups.error.value
  const environment = lookups.source.value?.environment
  return (
    <>
      {failure && !isExplained && (
        <FailureNotice
          size="line"
          isBrief
          failure={failure}
          isBusy={lookups.isFetching.value}
          retry={lookups.refresh}
        />
      )}
      <ul class="lookups" aria-label={label} aria-busy={lookups.isFetching.value}>
        {ids.slice(0, lookups.shownCount.value).map((one) => {
          const lookup = found.get(one.id)
          const caseId = caseIdOf(one, lookup)
          return (
            <li key={one.id}>
              <button
                type="button"
                class="row"
                aria-disabled={caseId === undefined}
                onClick={() => caseId !== undefined && onOpenCase(caseId)}
              >
                <LookupRow
                  id={one.id}
                  lookup={lookup}
                  environment={environment}
                  isBusy={lookups.isFetching.value}
                />
              </button>
            </li>
          )
        })}
        {ids.length > lookups.shownCount.value && <More onSeen={lookups.showMore} />}
      </ul>
    </>
  )
}

/** Looks up the next rows when it scrolls into view. */
function More({ onSeen }: { onSeen(): void }) {
  const sentinel = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!sentinel.current) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onSeen()
    })
    observer.observe(sentinel.current)
    return () => observer.disconnect()
  })
  return (
    <li ref={sentinel} class="page-message">
      {findingWords.lookups.moreBelow}
    </li>
  )
}

interface LookupRowProps {
  id: string
  lookup: Lookup | undefined
  environment: Environment | undefined
  isBusy: boolean
}

export function LookupRow({ id, lookup, ...about }: LookupRowProps) {
  return (
    <span class="row-first">
      <Outcome lookup={lookup} {...about} />
      <span class="row-end">
        {lookup?.outcome === 'found' && <Ago iso={lookup.summary.at} />}
        <span class="id">{shortenId(id)}</span>
      </span>
    </span>
  )
}

function Outcome({ lookup, environment, isBusy }: Omit<LookupRowProps, 'id'>) {
  if (!lookup) return <Plain text={isBusy ? '…' : findingWords.lookups.notKnownYet} />
  if (lookup.outcome === 'not-found')
    return (
      <Plain
        text={
          environment
            ? findingWords.lookups.notIn(nameEnvironment(environment).toUpperCase())
            : findingWords.lookups.notFound
        }
      />
    )
  if (lookup.outcome === 'not-asked') return <Plain text={findingWords.lookups.notAsked} />
  const { summary } = lookup
  const caseState = stateOfSummary(summary)
  if (caseState) return <StatusMark caseState={caseState} status={summary.status ?? ''} />
  const { sentence, tone } = describeEvent(summary.name ?? '')
  return (
    <span class="event">
      <ToneMark tone={tone} />
      <span class="event-sentence">{sentence}</span>
    </span>
  )
}

function Plain({ text }: { text: string }) {
  return (
    <span class="status" data-tone="idle">
      <QuestionRingIcon />
      <span class="quiet">{text}</span>
    </span>
  )
}

/** The cases that the agent opened last. */
export interface RecentListProps {
  recents: Recents
  onOpenCase(id: string): void
}

export function RecentList({ recents, onOpenCase }: RecentListProps) {
  const { now } = useSurface()
  return (
    <>
      <ul class="recent-rows" aria-label={listWords.recents.title}>
        {recents.cases.value.map(({ id, provider, caseState, asOf, openedAt }) => (
          <li key={id}>
            <button type="button" class="row" onClick={() => onOpenCase(id)}>
              <span class="row-first">
                <StatusMark caseState={caseState} status="" />
                <time dateTime={new Date(openedAt).toISOString()} data-exact={formatExact(openedAt)}>
                  {listWords.recents.opened(formatRelative(openedAt, now.value))}
                </time>
              </span>
              <span class="row-second">
                <span class="row-about">
                  <span class="row-provider">{nameProvider(provider)}</span>
                  <span class="id">{shortenId(id)}</span>
                  <span class="row-device">{listWords.recents.asOf(formatRelative(asOf, now.value))}</span>
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="recent-foot">
        <span>{listWords.recents.cleared}</span>
        <button type="button" class="button" onClick={recents.clear}>
          {commonWords.clear}
        </button>
      </p>
    </>
  )
}
