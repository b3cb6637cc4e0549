/** The audit log's size, its closed days, its signed checkpoint, and the export command. */
import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { useState } from 'preact/hooks'
import { adminWords, auditWords } from '../../../../locales/admin.ts'
import type { Account, AuditStatus } from '../../../../messages/messages.ts'
import { perLocale } from '../../../format/locale.ts'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { Fact } from '../../../primitives/facts.tsx'
import { FailureNotice } from '../../../primitives/notice.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import type { Resource } from '../../../state/resource/resource.ts'
import { ExportCommand, Meter } from '../capacity.tsx'

export function AuditStatusView({ status, account }: { status: Resource<AuditStatus>; account: Account }) {
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
      {words.signed(head.seq)} <CopyButton text={formatCheckpoint(head)} label={words.copyCheckpoint} />
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

function Days({ status: { items, unexported } }: { status: AuditStatus }) {
  const { status: words } = auditWords
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
            .toReversed()
            .slice(0, isWhole ? undefined : DAYS_AT_ONCE)
            .map(({ day, first, last, exportedAt, purgedAt }) => (
              <tr key={day}>
                <th scope="row">{day}</th>
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
