/** The audit log: search, entries as sentences by day (UTC), and its status. */
import { AUDIT_ACTIONS } from '@inquiry-lens/shared/audit/chain.ts'
import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import type { FoundEntry } from '@inquiry-lens/shared/contract/audit.ts'
import { useId, useState } from 'preact/hooks'
import { adminWords, auditWords } from '../../../../locales/admin.ts'
import type { Account, AuditStatus } from '../../../../messages/messages.ts'
import { perLocale } from '../../../format/time.ts'
import { CopyButton } from '../../../primitives/button.tsx'
import { DisclosureList } from '../../../primitives/disclosure.tsx'
import { DashedRingIcon } from '../../../primitives/icons.tsx'
import { Skeleton } from '../../../primitives/lazy.tsx'
import { FailureNotice, Notice } from '../../../primitives/notice.tsx'
import { Fact } from '../../../primitives/section.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import { isSame, type Resource } from '../../../state/resource/resource.ts'
import { type Admin, type AuditFilter, linkToAudit, WHOLE_LOG } from '../admin.ts'
import { ExportCommand, Meter } from '../capacity.tsx'
import { type AuditResults, groupByDay } from './audit-search.ts'
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

const dayFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }),
)

function AuditEntries({ lines }: { lines: readonly FoundEntry[] }) {
  return (
    <>
      {groupByDay(lines).map(({ day, rows }) => (
        <section key={day} class="audit-day" aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`}>{dayFormat().format(new Date(`${day}T00:00:00Z`))}</h3>
          <DisclosureList
            label={auditWords.results.entriesOf(day)}
            rows={rows}
            summary={({ entry }) => (
              <>
                <time dateTime={entry.at}>{entry.at.slice(11, 19)} UTC</time>
                <span class="audit-sentence">
                  <b>{entry.agent}</b> {describeEntry(entry)}
                </span>
              </>
            )}
            details={({ entry }) => <Raw entry={entry} />}
          />
        </section>
      ))}
    </>
  )
}

function Raw({ entry }: { entry: FoundEntry }) {
  const { results: words, actions } = auditWords
  const { about, action, agent, seq, shard } = entry
  const text = JSON.stringify(entry, null, 2)
  const object = typeof about.id === 'string' ? about.id : undefined
  return (
    <>
      <p class="audit-links">
        {words.number(seq)} · {shard !== undefined && `${auditWords.shard(shard)} · `}
        {actions[action]} · <a href={linkToAudit({ agent })}>{words.allOf(agent)}</a>
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

interface RecordFiltersProps {
  filter: AuditFilter
  onSearch(filter: AuditFilter): void
}

/** Submitted only by hand: each search adds an audit entry. */
function AuditFilters({ filter, onSearch }: RecordFiltersProps) {
  const { search: words, actions } = auditWords
  const [draft, setDraft] = useState(filter)
  const change = (part: Partial<AuditFilter>) => setDraft((before) => ({ ...before, ...part }))
  return (
    <form
      class="audit-filters"
      aria-label={words.label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(tidy(draft))
      }}
    >
      <Field
        label={words.agent}
        type="text"
        placeholder="ada@example.com"
        value={draft.agent}
        onInput={(agent) => change({ agent })}
      />
      <Field
        label={words.id}
        type="text"
        placeholder="inq_…"
        value={draft.id}
        onInput={(id) => change({ id })}
      />
      <Field
        label={words.from}
        type="datetime-local"
        value={draft.from}
        onInput={(from) => change({ from })}
      />
      <Field label={words.to} type="datetime-local" value={draft.to} onInput={(to) => change({ to })} />
      <fieldset class="audit-actions">
        <legend>{words.actions}</legend>
        {AUDIT_ACTIONS.map((action) => (
          <label key={action} class="action-choice">
            <input
              type="checkbox"
              checked={draft.actions.includes(action)}
              onChange={(event) =>
                change({
                  actions: AUDIT_ACTIONS.filter((one) =>
                    one === action ? event.currentTarget.checked : draft.actions.includes(one),
                  ),
                })
              }
            />
            {actions[action]}
          </label>
        ))}
        <label class="action-choice" title={words.viewedHint}>
          <input
            type="checkbox"
            checked={draft.viewed}
            onChange={(event) => change({ viewed: event.currentTarget.checked })}
          />
          {words.viewed}
        </label>
        <label class="action-choice">
          <input
            type="checkbox"
            checked={draft.order === 'oldest'}
            onChange={(event) => change({ order: event.currentTarget.checked ? 'oldest' : 'newest' })}
          />
          {words.oldestFirst}
        </label>
      </fieldset>
      <div class="audit-search">
        <button type="submit" class="button button-main">
          {words.search}
        </button>
        <button type="button" class="button" onClick={() => onSearch(WHOLE_LOG)}>
          {words.clear}
        </button>
      </div>
    </form>
  )
}

type FieldProps = ({ type: 'text'; placeholder: string } | { type: 'datetime-local' }) & {
  label: string
  value: string
  onInput(value: string): void
}

function Field({ label, onInput, ...input }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}

const tidy = (filter: AuditFilter): AuditFilter => ({
  ...filter,
  agent: filter.agent.trim(),
  id: filter.id.trim(),
})

/** The audit log's size, its closed days, its signed checkpoint, and the export command. */
function AuditStatusView({ status, account }: { status: Resource<AuditStatus>; account: Account }) {
  const { status: words } = auditWords
  const { now } = useSurface()
  const current = status.data.value
  const failure = status.error.value
  return (
    <section class="admin-part" aria-labelledby="audit-status">
      <div class="admin-bar">
        <h2 id="audit-status">{words.heading}</h2>
        <button type="button" class="button" onClick={status.refresh}>
          {adminWords.refresh}
        </button>
      </div>
      {failure && <FailureNotice size="line" failure={failure} retry={status.refresh} />}
      {current && (
        <>
          <dl class="facts">
            <Fact name={words.size}>
              <Meter
                label={words.sizeLabel}
                share={current.usedBytes / current.capacityBytes}
                text={words.used(formatSize(current.usedBytes), formatSize(current.capacityBytes))}
                tone={
                  current.capacity === 'ok' ? 'good' : current.capacity === 'warning' ? 'attention' : 'bad'
                }
              />
            </Fact>
            <Fact name={words.retention}>{words.keeps(current.keepDays)}</Fact>
            <Fact name={words.newest}>
              <Head status={current} />
            </Fact>
          </dl>
          <Days status={current} />
          <h3>{words.export}</h3>
          <ExportCommand account={account} now={now.value} />
        </>
      )}
    </section>
  )
}

function Head({ status: { head, key } }: { status: AuditStatus }) {
  const { status: words } = auditWords
  if (!head) return <span class="missing">{words.unknown}</span>
  return (
    <>
      {words.signed(head.seq)}
      {head.shard !== undefined && ` · ${auditWords.shard(head.shard)}`}{' '}
      <CopyButton text={formatCheckpoint(head)} label={words.copyCheckpoint} />
      <span class="field-hint">
        <code class="hash">{head.hash}</code>
        {words.verify.before}
        <code>npm run audit -- verify --witness</code>
        {words.verify.after}
        <code class="hash">{key}</code>
      </span>
    </>
  )
}

const DAYS_AT_ONCE = 14

function Days({ status: { items, unexported, shards } }: { status: AuditStatus }) {
  const { status: words, shard: nameShard } = auditWords
  const [isWhole, setWhole] = useState(false)
  if (items.length === 0) return <p class="section-note">{words.noDays}</p>
  return (
    <div class="days">
      <table>
        <caption>{words.days(items.length, unexported)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.entries}</th>
            <th scope="col">{words.exported}</th>
            <th scope="col">{words.purged}</th>
          </tr>
        </thead>
        <tbody>
          {items
            .toSorted((one, other) => (one.day === other.day ? 0 : one.day < other.day ? 1 : -1))
            .slice(0, isWhole ? undefined : DAYS_AT_ONCE)
            .map(({ shard = 0, day, first, last, exportedAt, purgedAt }) => (
              <tr key={`${shard}-${day}`}>
                <th scope="row">
                  {day}
                  {shards !== undefined && ` · ${nameShard(shard)}`}
                </th>
                <td>
                  {first}–{last}
                </td>
                <td>{exportedAt?.slice(0, 10) ?? words.notYet}</td>
                <td>{purgedAt?.slice(0, 10) ?? '–'}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {!isWhole && items.length > DAYS_AT_ONCE && (
        <div class="tail">
          <button type="button" class="button" onClick={() => setWhole(true)}>
            {words.showAll(items.length)}
          </button>
        </div>
      )}
    </div>
  )
}

const sizeIn = (unit: string) =>
  perLocale((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumSignificantDigits: 3 }))
const [kilobytes, megabytes, gigabytes] = [sizeIn('kilobyte'), sizeIn('megabyte'), sizeIn('gigabyte')]

function formatSize(bytes: number): string {
  if (bytes >= 1e9) return gigabytes().format(bytes / 1e9)
  return bytes >= 1e6 ? megabytes().format(bytes / 1e6) : kilobytes().format(bytes / 1e3)
}
