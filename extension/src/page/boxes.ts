/** Where things are on the screen, in pixels of the viewport. */
import type { Mark } from './marks.ts'

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

/** Of a text that stands there: one for each line that it is on. */
export function boxesOf({ node, start, end }: Mark): Box[] {
  // It may have become shorter since, and nobody has looked at it yet.
  if (node.length < end) return []
  const range = document.createRange()
  range.setStart(node, start)
  range.setEnd(node, end)
  return [...range.getClientRects()].filter(({ width }) => width > 0)
}
