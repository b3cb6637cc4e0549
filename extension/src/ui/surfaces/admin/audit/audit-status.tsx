/** Audit log size, which days are closed, copied out or gone, and its newest line as the relay has signed it. */
import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { useState } from 'preact/hooks'
import type { Account, AuditStatus } from '../../../../messages/messages.ts'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { Fact } from '../../../primitives/facts.tsx'
import { FailureNotice } from '../../../primitives/notice.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import type { Resource } from '../../../state/resource/resource.ts'
import { ExportCommand, Meter } from '../capacity.tsx'

export function AuditStatusView({ state, account }: { state: Resource<AuditStatus>; account: Account }) {
  const { now } = useSurface()
  const standing = state.data.value
  const failure = state.error.value
  return (
    <section class="admin-part" aria-labelledby="standing">
      <div class="admin-bar">
        <h2 id="standing">Status</h2>
        <button type="button" class="button" onClick={state.refresh}>
          Refresh
        </button>
      </div>
      {failure && <FailureNotice size="line" failure={failure} retry={state.refresh} />}
      {standing && (
        <>
          <dl class="facts">
            <Fact name="Size">
              <Meter
                label="Audit log size"
                share={standing.usedBytes / standing.capacityBytes}
                text={`${formatSize(standing.usedBytes)} of ${formatSize(standing.capacityBytes)}`}
                tone={
                  standing.capacity === 'ok' ? 'good' : standing.capacity === 'warning' ? 'attention' : 'bad'
                }
              />
            </Fact>
            <Fact name="Retention">
              Exported days are purged after {standing.keepDays} days, or sooner if space is needed. Warning
              at 70 %.
            </Fact>
            <Fact name="Newest entry">
              <Head standing={standing} />
            </Fact>
          </dl>
          <Days standing={standing} />
          <h3>Export</h3>
          <ExportCommand account={account} now={now.value} />
        </>
      )}
    </section>
  )
}

function Head({ standing: { head, key } }: { standing: AuditStatus }) {
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

/** Two weeks; the rest where somebody wants it. */
const DAYS_AT_ONCE = 14

function Days({ standing: { items, unexported } }: { standing: AuditStatus }) {
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
