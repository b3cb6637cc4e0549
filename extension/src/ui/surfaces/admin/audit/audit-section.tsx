/** Who looked at whom, and when: found, and read as sentences. And how the record itself stands. */

import { DashedRingIcon } from '../../../primitives/icons.tsx'
import { Notice } from '../../../primitives/notice.tsx'
import { Skeleton } from '../../../primitives/skeleton.tsx'
import { isSame } from '../../../state/resource/resource.ts'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import type { Admin } from '../admin.ts'
import { WHOLE_LOG } from '../location.ts'
import { AuditEntries } from './audit-entries.tsx'
import { AuditFilters } from './audit-filters.tsx'
import type { AuditResults } from './audit-search.ts'
import { AuditStatusView } from './audit-status.tsx'

export function AuditSection({ admin }: { admin: Admin }) {
  const { address, audit: record, status: standing, account } = admin
  const place = address.location.value
  const results = record.value
  const search = (filter: typeof place.audit) => address.go({ ...place, audit: filter })
  const isFiltered = !isSame({ ...place.audit, order: 'newest' }, WHOLE_LOG)
  return (
    <>
      <AuditFilters key={JSON.stringify(place.audit)} filter={place.audit} onSearch={search} />
      {results && <Results results={results} isFiltered={isFiltered} onClear={() => search(WHOLE_LOG)} />}
      <AuditStatusView state={standing} account={account} />
    </>
  )
}

interface ResultsProps {
  results: AuditResults
  isFiltered: boolean
  onClear(): void
}

function Results({ results, isFiltered, onClear }: ResultsProps) {
  const lines = results.data.value
  const failure = results.error.value
  const isBusy = results.isFetching.value
  return (
    <section class="admin-part" aria-labelledby="lines" aria-busy={isBusy}>
      <div class="admin-bar">
        <h2 id="lines">Lines</h2>
        <button type="button" class="button" aria-disabled={isBusy} onClick={results.refresh}>
          Refresh
        </button>
      </div>
      {lines === undefined && !failure && <Skeleton rows={8} />}
      {lines && lines.length > 0 && (
        <>
          <p class="quiet">
            A line’s time is when a viewing began. Opening the same unchanged case within 15 minutes adds
            none.
          </p>
          <AuditEntries lines={lines} />
        </>
      )}
      {lines?.length === 0 && !results.hasMore.value && (
        <Notice
          icon={DashedRingIcon}
          tone="calm"
          title={isFiltered ? 'No line matches' : 'No lines yet'}
          action={isFiltered ? { label: 'Clear filters', run: onClear } : undefined}
        >
          <p>{isFiltered ? 'Days that were copied out may be gone.' : 'The first disclosure writes one.'}</p>
        </Notice>
      )}
      {failure && (
        <FailureNotice
          size="line"
          failure={failure}
          retry={lines ? results.loadMore : results.refresh}
          startOver={results.refresh}
          clearFilters={isFiltered ? onClear : undefined}
        />
      )}
      {lines && (
        <div class="tail">
          <p role="status" class="quiet">
            {lines.length > 0 && `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`}
            {lines.length > 0 && !results.hasMore.value && ', to the end'}
            {lines.length === 0 && results.hasMore.value && 'Nothing yet in what was looked through'}
          </p>
          {results.hasMore.value && (
            <button type="button" class="button" aria-disabled={isBusy} onClick={results.loadMore}>
              {isBusy ? 'Looking…' : 'Look further'}
            </button>
          )}
        </div>
      )}
    </section>
  )
}
