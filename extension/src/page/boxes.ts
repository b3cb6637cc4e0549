/** Positions on the screen, in pixels of the viewport, and where the card fits. */
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

/** Boxes in the order of the text, with those of one line as one. */
export function joinLines(boxes: readonly Box[]): Box[] {
  const lines: Box[] = []
  for (const box of boxes) {
    const line = lines.at(-1)
    const middle = (box.top + box.bottom) / 2
    const isSameLine = line && middle > line.top && middle < line.bottom
    if (isSameLine) lines.pop()
    lines.push(isSameLine ? around(line, box) : box)
  }
  return lines
}

const around = (one: Box, other: Box): Box => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
})

export const uniqueIds = (marks: readonly Mark[]): string[] => [...new Set(marks.map(({ id }) => id))]

export interface Size {
  width: number
  height: number
}

export interface CardPosition {
  left: number
  top: number
  /** The height that remains for the card; it scrolls inside. */
  height: number
}

const GAP = 6
const MARGIN = 8
/** A smaller card is useless. */
const LEAST: Size = { width: 240, height: 140 }

export function placeCard(anchor: Box, card: Size, viewport: Size): CardPosition | undefined {
  const below = viewport.height - MARGIN - (anchor.bottom + GAP)
  const above = anchor.top - GAP - MARGIN
  const isBelow = below >= card.height || below >= above
  const height = Math.min(card.height, isBelow ? below : above)
  const widest = viewport.width - 2 * MARGIN
  if (height < Math.min(LEAST.height, card.height) || widest < LEAST.width) return undefined
  return {
    left: Math.max(MARGIN, Math.min(anchor.left, viewport.width - MARGIN - card.width)),
    top: isBelow ? anchor.bottom + GAP : anchor.top - GAP - height,
    height,
  }
}
