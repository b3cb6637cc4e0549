/** The audit log: search, entries as sentences by day (UTC), and its status. */

import type { AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { adminWords, auditWords } from '../../../../locales/admin.ts'
import { perLocale } from '../../../format/locale.ts'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { DisclosureList } from '../../../primitives/disclosure.tsx'
import { DashedRingIcon } from '../../../primitives/icons.tsx'
import { Skeleton } from '../../../primitives/lazy.tsx'
import { FailureNotice, Notice } from '../../../primitives/notice.tsx'
import { isSame } from '../../../state/resource/resource.ts'
import type { Admin } from '../admin.ts'
import { linkToAudit, WHOLE_LOG } from '../location.ts'
import { AuditFilters } from './audit-filters.tsx'
import type { AuditResults } from './audit-search.ts'
import { AuditStatusView } from './audit-status.tsx'
import { describeEntry } from './describe-entry.ts'

export function AuditSection({ admin }: { admin: Admin }) {
  const { address, audit, status, account } = admin
  const place = address.location.value
  const results = audit.value
  const search = (filter: typeof place.audit) => address.go({ ...place, audit: filter })
  const isFiltered = !isSame({ ...place.audit, order: 'newest' }, WHOLE_LOG)
  return (
    <>
      <AuditFilters key={JSON.stringify(place.audit)} filter={place.audit} onSearch={search} />
      {results && <Results results={results} isFiltered={isFiltered} onClear={() => search(WHOLE_LOG)} />}
      <AuditStatusView status={status} account={account} />
    </>
  )
}

interface ResultsProps {
  results: AuditResults
  isFiltered: boolean
  onClear(): void
}

function Results({ results, isFiltered, onClear }: ResultsProps) {
  const { results: words } = auditWords
  const lines = results.data.value
  const failure = results.error.value
  const isBusy = results.isFetching.value
  return (
    <section class="admin-part" aria-labelledby="lines" aria-busy={isBusy}>
      <div class="admin-bar">
        <h2 id="lines">{words.heading}</h2>
        <button type="button" class="button" aria-disabled={isBusy} onClick={results.refresh}>
          {adminWords.refresh}
        </button>
      </div>
      {lines === undefined && !failure && <Skeleton rows={8} />}
      {lines && lines.length > 0 && (
        <>
          <p class="quiet">{words.lead}</p>
          <AuditEntries lines={lines} />
        </>
      )}
      {lines?.length === 0 && !results.hasMore.value && (
        <Notice
          icon={DashedRingIcon}
          tone="calm"
          title={isFiltered ? words.noMatch : words.none}
          action={isFiltered ? { label: words.clearFilters, run: onClear } : undefined}
        >
          <p>{isFiltered ? words.noMatchHint : words.noneHint}</p>
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
            {lines.length > 0 && (results.hasMore.value ? words.count : words.countToTheEnd)(lines.length)}
            {lines.length === 0 && results.hasMore.value && words.noneSoFar}
          </p>
          {results.hasMore.value && (
            <button type="button" class="button" aria-disabled={isBusy} onClick={results.loadMore}>
              {isBusy ? words.searching : words.further}
            </button>
          )}
        </div>
      )}
    </section>
  )
}

interface Row extends AuditEntry {
  id: string
}

const dayFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }),
)

export function AuditEntries({ lines }: { lines: readonly AuditEntry[] }) {
  return (
    <>
      {groupByDay(lines).map(({ day, rows }) => (
        <section key={day} class="audit-day" aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`}>{dayFormat().format(new Date(`${day}T00:00:00Z`))}</h3>
          <DisclosureList
            label={auditWords.results.entriesOf(day)}
            rows={rows}
            summary={(line) => (
              <>
                <time dateTime={line.at}>{line.at.slice(11, 19)} UTC</time>
                <span class="audit-sentence">
                  <b>{line.agent}</b> {describeEntry(line)}
                </span>
              </>
            )}
            details={(line) => <Raw line={line} />}
          />
        </section>
      ))}
    </>
  )
}

function Raw({ line: { id: _, ...line } }: { line: Row }) {
  const { results: words, actions } = auditWords
  const text = JSON.stringify(line, null, 2)
  const object = typeof line.about.id === 'string' ? line.about.id : undefined
  return (
    <>
      <p class="audit-links">
        {words.number(line.seq)} · {actions[line.action]} ·{' '}
        <a href={linkToAudit({ agent: line.agent })}>{words.allOf(line.agent)}</a>
        {object !== undefined && (
          <>
            {' · '}
            <a href={linkToAudit({ id: object })}>{words.allAbout(object)}</a>
          </>
        )}
      </p>
      <pre class="audit-raw">{text}</pre>
      <CopyButton text={text} label={words.copy} isWorded />
    </>
  )
}

function groupByDay(lines: readonly AuditEntry[]): { day: string; rows: Row[] }[] {
  const days = new Map<string, Row[]>()
  for (const line of lines) {
    const day = line.at.slice(0, 10)
    const rows = days.get(day) ?? []
    rows.push({ ...line, id: String(line.seq) })
    days.set(day, rows)
  }
  return [...days].map(([day, rows]) => ({ day, rows }))
}
