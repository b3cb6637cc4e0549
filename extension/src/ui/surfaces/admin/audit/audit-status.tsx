/** The audit log's size, its closed days, its signed checkpoint, and the export command. */
import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { useState } from 'preact/hooks'
import type { Account, AuditStatus } from '../../../../messages/messages.ts'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { Fact } from '../../../primitives/facts.tsx'
import { FailureNotice } from '../../../primitives/notice.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import type { Resource } from '../../../state/resource/resource.ts'
import { ExportCommand, Meter } from '../capacity.tsx'

export function AuditStatusView({ status, account }: { status: Resource<AuditStatus>; account: Account }) {
  const { now } = useSurface()
  const current = status.data.value
  const failure = status.error.value
  return (
    <section class="admin-part" aria-labelledby="audit-status">
      <div class="admin-bar">
        <h2 id="audit-status">Status</h2>
        <button type="button" class="button" onClick={status.refresh}>
          Refresh
        </button>
      </div>
      {failure && <FailureNotice size="line" failure={failure} retry={status.refresh} />}
      {current && (
        <>
          <dl class="facts">
            <Fact name="Size">
              <Meter
                label="Audit log size"
                share={current.usedBytes / current.capacityBytes}
                text={`${formatSize(current.usedBytes)} of ${formatSize(current.capacityBytes)}`}
                tone={
                  current.capacity === 'ok' ? 'good' : current.capacity === 'warning' ? 'attention' : 'bad'
                }
              />
            </Fact>
            <Fact name="Retention">
              Exported days are purged after {current.keepDays} days, or sooner if space is needed. Warning at
              70 %.
            </Fact>
            <Fact name="Newest entry">
              <Head status={current} />
            </Fact>
          </dl>
          <Days status={current} />
          <h3>Export</h3>
          <ExportCommand account={account} now={now.value} />
        </>
      )}
    </section>
  )
}

function Head({ status: { head, key } }: { status: AuditStatus }) {
  if (!head) return <span class="missing">Unknown</span>
  return (
    <>
      Entry {head.seq}, signed by the relay{' '}
      <CopyButton text={formatCheckpoint(head)} label="Copy signed checkpoint" />
      <span class="field-hint">
        <code class="hash">{head.hash}</code>
        For <code>npm run audit -- verify --witness</code>; the relay’s key is <code class="hash">{key}</code>
      </span>
    </>
  )
}

const DAYS_AT_ONCE = 14

function Days({ status: { items, unexported } }: { status: AuditStatus }) {
  const [isWhole, setWhole] = useState(false)
  if (items.length === 0) return <p class="section-note">No closed days yet. Days close at midnight UTC.</p>
  return (
    <div class="days">
      <table>
        <caption>
          {items.length} closed {items.length === 1 ? 'day' : 'days'}, {unexported} not exported
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Entries</th>
            <th scope="col">Exported</th>
            <th scope="col">Purged</th>
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
                <td>{exportedAt?.slice(0, 10) ?? 'not yet'}</td>
                <td>{purgedAt?.slice(0, 10) ?? '–'}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {!isWhole && items.length > DAYS_AT_ONCE && (
        <div class="tail">
          <button type="button" class="button" onClick={() => setWhole(true)}>
            Show all {items.length} days
          </button>
        </div>
      )}
    </div>
  )
}

const SIZES = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const formatSize = (bytes: number): string =>
  bytes >= 1e9
    ? `${SIZES.format(bytes / 1e9)} GB`
    : bytes >= 1e6
      ? `${SIZES.format(bytes / 1e6)} MB`
      : `${SIZES.format(bytes / 1e3)} kB`
