/** The record's lines as text: NDJSON, which can be verified, or CSV, which opens in a spreadsheet. */
import type { AuditEntry } from './chain.ts'

export type ExportFormat = 'ndjson' | 'csv'

const COLUMNS = ['seq', 'at', 'agent', 'action', 'about', 'requestId', 'previous', 'hash'] as const

/** Before the first line. */
export const formatHeading = (format: ExportFormat): string =>
  format === 'csv' ? `${COLUMNS.join(',')}\r\n` : ''

export function formatEntry(format: ExportFormat, line: AuditEntry): string {
  if (format === 'ndjson') return `${JSON.stringify(line)}\n`
  const cells = COLUMNS.map((column) =>
    column === 'about' ? JSON.stringify(line.about) : String(line[column]),
  )
  return `${cells.map(quoteCell).join(',')}\r\n`
}

/** RFC 4180. A spreadsheet would reckon what begins like a formula; with an apostrophe it is a text (OWASP, "CSV Injection"). */
const quoteCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
