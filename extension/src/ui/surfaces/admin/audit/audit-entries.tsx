/** Lines as sentences, a heading for each day, the line itself on demand. Times are UTC, as auditors compare them. */
import type { AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { DisclosureList } from '../../../primitives/disclosure-list.tsx'
import { linkToAudit } from '../location.ts'
import { ACTION_MESSAGES } from './audit-messages.ts'
import { describeEntry } from './describe-entry.ts'

interface Row extends AuditEntry {
  id: string
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })

export function AuditEntries({ lines }: { lines: readonly AuditEntry[] }) {
  return (
    <>
      {groupByDay(lines).map(({ day, rows }) => (
        <section key={day} class="record-day" aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`}>{dayFormat.format(new Date(`${day}T00:00:00Z`))}</h3>
          <DisclosureList
            label={`Lines of ${day}`}
            rows={rows}
            summary={(line) => (
              <>
                <time dateTime={line.at}>{line.at.slice(11, 19)} UTC</time>
                <span class="record-said">
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
  const text = JSON.stringify(line, null, 2)
  const object = typeof line.about.id === 'string' ? line.about.id : undefined
  return (
    <>
      <p class="record-more">
        Line {line.seq} · {ACTION_MESSAGES[line.action]} ·{' '}
        <a href={linkToAudit({ agent: line.agent })}>All of {line.agent}</a>
        {object !== undefined && (
          <>
            {' · '}
            <a href={linkToAudit({ id: object })}>All about {object}</a>
          </>
        )}
      </p>
      <pre class="record-raw">{text}</pre>
      <CopyButton text={text} label="Copy the line" isWorded />
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
