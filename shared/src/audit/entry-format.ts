/** An entry of the audit log as a line of a file. NDJSON can be verified; CSV is for a spreadsheet. */
import { formatCsvRow } from '../lib/csv.ts'
import type { AuditEntry } from './chain.ts'

export type ExportFormat = 'ndjson' | 'csv'

const COLUMNS = ['seq', 'at', 'agent', 'action', 'about', 'requestId', 'previous', 'hash'] as const

export const formatHeading = (format: ExportFormat): string => (format === 'csv' ? formatCsvRow(COLUMNS) : '')

export function formatEntry(format: ExportFormat, line: AuditEntry): string {
  if (format === 'ndjson') return `${JSON.stringify(line)}\n`
  const cells = COLUMNS.map((column) =>
    column === 'about' ? JSON.stringify(line.about) : String(line[column]),
  )
  return formatCsvRow(cells)
}
