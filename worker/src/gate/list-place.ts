/** Where in which list somebody stands, and what a page from there on looks like. */
import { createHash } from 'node:crypto'
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import type { ListQuestion } from '../question.ts'
import { type Rendered, render } from './answer.ts'
import type { CursorSeal } from './cursor.ts'
import type { PageContent } from './memory.ts'

export interface Place {
  /** Kind and filter. */
  list: string
  /** The provider's own cursor; `null`: at the newest. */
  after: string | null
  /** When the last row in front of the cursor was made (ISO 8601): nothing behind it is newer. */
  newest: string | null
  /** `null`: this list goes round, and ends here. */
  seal: (cursor: string, newest: string | null) => string | null
}

export function findPlace(question: ListQuestion, seal: CursorSeal): Place | ProblemReport {
  const list = JSON.stringify([question.kind, question.filter])
  const opened = question.cursor === undefined ? null : seal.open(list, question.cursor)
  if (opened === undefined) return staleCursor('It is not one that this relay gave for this list.')
  const [newest, steps, mark, ...after] = opened?.split(SEPARATOR) ?? []
  const way = { steps: Number(steps ?? 0), mark: mark ?? '' }
  return {
    list,
    after: opened === null ? null : after.join(SEPARATOR),
    newest: newest || null,
    seal(cursor, time) {
      const next = follow(way, cursor)
      return next && seal.seal(list, [time ?? '', next.steps, next.mark, cursor].join(SEPARATOR))
    },
  }
}

/** How somebody came to a cursor. */
interface Way {
  /** Cursors that were followed. */
  steps: number
  /** The cursor at the last power of two of them, hashed. */
  mark: string
}

/** Brent’s: in a circle of any length, the mark comes again before three times the way. `null`: it has. */
function follow({ steps, mark }: Way, cursor: string): Way | null {
  const hash = createHash('sha256').update(cursor).digest('base64url').slice(0, 12)
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
  { rows, next: end, reach }: PageContent,
  { after, newest, seal }: Place,
  limit: number,
): Rendered {
  const start = startBehind(rows, after)
  const items = rows.slice(start, start + limit).map(({ item }) => item)
  const isCut = start + limit < rows.length
  const next = isCut ? (items.at(-1)?.id ?? null) : end
  const shown = { count: items.length, newest: items[0]?.id ?? null, oldest: items.at(-1)?.id ?? null }
  const last = items.findLast(({ createdAt }) => createdAt !== null)?.createdAt ?? newest
  return render({ items, next: next === null ? null : seal(next, last) }, shown, reach)
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
