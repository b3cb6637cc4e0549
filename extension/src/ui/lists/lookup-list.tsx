/** Several IDs with their states, by one look-up; each leads to its case. */
import type { ObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { useEffect, useRef } from 'preact/hooks'
import { caseIdOf } from '../state/case/search-box.ts'
import type { Lookups } from '../state/lists/lookups.ts'
import { FailureNotice } from '../surfaces/shared/failure-notice.tsx'
import { LookupRow } from './lookup-row.tsx'

interface LookupListProps {
  label: string
  ids: readonly ObjectId[]
  lookups: Lookups
  /** What ails them is said beside them already. */
  isExplained?: boolean
  onOpenCase(id: string): void
}

export function LookupList({ label, ids, lookups, isExplained = false, onOpenCase }: LookupListProps) {
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

/** Stands for the rows below; they come, and are looked up, once it comes into view. */
function More({ onSeen }: { onSeen(): void }) {
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onSeen()
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  })
  return (
    <li ref={place} class="page-message">
      More below…
    </li>
  )
}
