/** Where in which list somebody stands, and what a page from there on looks like. */
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
  seal: (cursor: string) => string
}

export function findPlace(question: ListQuestion, seal: CursorSeal): Place | ProblemReport {
  const list = JSON.stringify([question.kind, question.filter])
  const after = question.cursor === undefined ? null : seal.open(list, question.cursor)
  if (after === undefined) return staleCursor('It is not one that this relay gave for this list.')
  return { list, after, seal: (cursor) => seal.seal(list, cursor) }
}

export function renderPage(
  { rows, next: end, reach }: PageContent,
  { after, seal }: Place,
  limit: number,
): Rendered {
  const start = after === null ? 0 : rows.findIndex(({ item }) => item.id === after) + 1
  const items = rows.slice(start, start + limit).map(({ item }) => item)
  const isCut = start + limit < rows.length
  const next = isCut ? (items.at(-1)?.id ?? null) : end
  const shown = { count: items.length, newest: items[0]?.id ?? null, oldest: items.at(-1)?.id ?? null }
  return render({ items, next: next === null ? null : seal(next) }, shown, reach)
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
