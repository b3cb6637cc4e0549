/** CSV as RFC 4180 has it, safe to open in a spreadsheet. */

/** A cell that begins with one of these may be run as a formula (OWASP, "CSV Injection"); also as wide letters. */
const FORMULA = '[=+\\-@＝＋－＠\\t\\r\\n]'
/** A spreadsheet may split a cell at these, whatever its quotes, and drop what stands before the text. */
const BEGIN = '(?<=(?:^|[,;|\\t\\r\\n])[\\s"\'\\u200b]*)'

const UNSAFE = /* @__PURE__ */ new RegExp(`${BEGIN}(?=${FORMULA})`, 'gu')
const DEFUSED = /* @__PURE__ */ new RegExp(`${BEGIN}'(?=${FORMULA})`, 'gu')

/** With an apostrophe where a formula would begin. */
export const defuse = (text: string): string => text.replaceAll(UNSAFE, "'")

/** The text as it was before `defuse`. */
export const undefuse = (text: string): string => text.replaceAll(DEFUSED, '')

export const formatCsvRow = (cells: readonly string[]): string => `${cells.map(formatCell).join(',')}\r\n`

function formatCell(text: string): string {
  const safe = defuse(text)
  // Some programs split at semicolons or tabs: in quotes the cell stays one there, too.
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
