/** Where in which list an agent stands, and what a page from there on looks like. */
import { createHash } from 'node:crypto'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Row } from '../cache/row.ts'
import type { PageContent } from '../cache/row-cache.ts'
import type { ListQuery } from '../query.ts'
import { type Rendered, render } from './answer.ts'
import type { CursorSeal } from './cursor.ts'

export interface ListPosition {
  /** Kind and filter. */
  list: string
  /** The provider's own cursor; `null`: at the newest. */
  after: string | null
  /** When the last row in front of the cursor was made (ISO 8601): nothing behind it is newer. */
  newest: string | null
  /** Marks of rows in front of the cursor that were made at that very time. */
  shown: ReadonlySet<string>
  /** `items`: the page in front of the cursor. `null`: this list goes round, and ends here. */
  seal: (cursor: string, items: readonly Row['item'][]) => string | null
}

export function findPosition(question: ListQuery, seal: CursorSeal): ListPosition | ProblemReport {
  const list = JSON.stringify([question.kind, question.filter])
  const opened = question.cursor === undefined ? null : seal.open(list, question.cursor)
  if (opened === undefined) return staleCursor('It is not one that this relay gave for this list.')
  const [time, steps, marks = '', ...after] = opened?.split(SEPARATOR) ?? []
  const newest = time || null
  const way = { steps: Number(steps ?? 0), mark: marks.slice(0, WAY_MARK) }
  const shown = new Set(marks.slice(WAY_MARK).match(ROW_MARKS))
  return {
    list,
    after: opened === null ? null : after.join(SEPARATOR),
    newest,
    shown,
    seal(cursor, items) {
      const next = follow(way, cursor)
      const last = items.findLast(({ createdAt }) => createdAt !== null)?.createdAt ?? newest
      const alike = items.filter(({ createdAt }) => createdAt === null || createdAt === last).map(markRow)
      const rowMarks = [...(last === newest ? shown : []), ...alike].slice(-MAX_ROW_MARKS).join('')
      return next && seal.seal(list, [last ?? '', next.steps, next.mark + rowMarks, cursor].join(SEPARATOR))
    },
  }
}

const WAY_MARK = 12
const ROW_MARKS = /.{6}/g
/** So many rows of one instant. */
const MAX_ROW_MARKS = 100

const markOf = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length)

/** Two rows may share an ID, but not the time as well. */
const markRow = ({ id, createdAt }: Row['item']): string => markOf(JSON.stringify([id, createdAt]), 6)

/**
 * Without rows that stood in front of the cursor: a list is newest first. `goesRound`: its last rows did, as in a list that
 * begins again.
 */
export function dropInFront(
  rows: readonly Row[],
  { newest, shown }: Pick<ListPosition, 'newest' | 'shown'>,
): { rows: readonly Row[]; goesRound: boolean } {
  const isBehind = ({ item }: Row) => item.createdAt === null || newest === null || item.createdAt <= newest
  const kept = rows
    .slice(0, rows.findLastIndex(isBehind) + 1)
    .filter(({ item }) => shown.size === 0 || !shown.has(markRow(item)))
  return { rows: kept, goesRound: kept.at(-1) !== rows.at(-1) }
}

/** How an agent came to a cursor. */
interface Way {
  /** Cursors that were followed. */
  steps: number
  /** The cursor at the last power of two of them, hashed. */
  mark: string
}

/** Brent’s: in a circle of any length, the mark comes again before three times the way. `null`: it has. */
function follow({ steps, mark }: Way, cursor: string): Way | null {
  const hash = markOf(cursor, WAY_MARK)
  if (hash === mark) return null
  const isPower = (steps & (steps + 1)) === 0
  return { steps: steps + 1, mark: isPower ? hash : mark }
}

/** Between the time, the way and the provider's own cursor. */
const SEPARATOR = '|'

/** Where in these rows those behind a row begin; 0 where it is not among them. */
export const startBehind = (rows: PageContent['rows'], after: string | null): number =>
  after === null ? 0 : rows.findIndex(({ item }) => item.id === after) + 1

export function renderPage(
  { rows, next: end, completeSince }: PageContent,
  { after, seal }: ListPosition,
  limit: number,
): Rendered {
  const start = startBehind(rows, after)
  const items = rows.slice(start, start + limit).map(({ item }) => item)
  const isCut = start + limit < rows.length
  const next = isCut ? (items.at(-1)?.id ?? null) : end
  const shown = { count: items.length, newest: items[0]?.id ?? null, oldest: items.at(-1)?.id ?? null }
  return render({ items, next: next === null ? null : seal(next, items) }, shown, completeSince)
}

/** Refused behind a cursor means that its row is gone. */
export const goneCursor = (problem: ProblemReport, after: string | null): ProblemReport =>
  after !== null && ['invalid-parameter', 'not-found'].includes(problem.code)
    ? staleCursor('The row it stands at is gone.')
    : problem

const staleCursor = (why: string): ProblemReport => ({
  code: 'invalid-cursor',
  parameter: 'cursor',
  detail: `This cursor leads nowhere. ${why}`,
})
