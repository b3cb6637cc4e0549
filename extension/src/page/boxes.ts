/** Where things are on the screen, in pixels of the viewport. */
import { isStanding, type Mark } from './marks.ts'
import { elementOf } from './tree.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const holds = (box: Box, x: number, y: number, margin = 0): boolean =>
  x >= box.left - margin && x <= box.right + margin && y >= box.top - margin && y <= box.bottom + margin

export const isSameBox = (a: Box, b: Box): boolean =>
  Math.abs(a.left - b.left) < 1 &&
  Math.abs(a.top - b.top) < 1 &&
  Math.abs(a.right - b.right) < 1 &&
  Math.abs(a.bottom - b.bottom) < 1

/** One for each line that the text is on; none where another text stands in its place by now. */
export function boxesOf(mark: Mark): Box[] {
  if (!isStanding(mark)) return []
  const { node, start, end } = mark
  const range = document.createRange()
  range.setStart(node, start)
  range.setEnd(node, end)
  return [...range.getClientRects()].filter(({ width }) => width > 0)
}

/** Not so in a part of the page that is hidden: help desks keep other tickets there. */
export const isShown = (mark: Mark): boolean =>
  elementOf(mark.node)?.checkVisibility() || boxesOf(mark).length > 0

export const uniqueIds = (marks: readonly Mark[]): string[] => [...new Set(marks.map(({ id }) => id))]
