/** Positions on the screen, in pixels of the viewport, and where the card fits. */
import type { Anchor, Mark } from './marks.ts'

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

export const linesOf = (mark: Anchor): Box[] => joinLines(mark.boxes())

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

/** Whether any ID in a window of this size has room for a card. */
export const isRoomy = (width: number, height: number): boolean =>
  width - 2 * MARGIN >= LEAST.width && height - MARGIN - GAP >= LEAST.height

/** Below or above its ID, where it has more room, and not over `avoid`: the editor in which the agent writes. */
export function placeCard(anchor: Box, card: Size, viewport: Size, avoid?: Box): CardPosition | undefined {
  const width = Math.min(card.width, viewport.width - 2 * MARGIN)
  if (width < LEAST.width) return undefined
  const [below, above] = [anchor.bottom + GAP, anchor.top - GAP]
  for (const wanted of avoid ? [anchor.left, avoid.left - GAP - width, avoid.right + GAP] : [anchor.left]) {
    const left = Math.max(MARGIN, Math.min(wanted, viewport.width - MARGIN - width))
    const isOver = avoid && left + width > avoid.left && left < avoid.right
    const top = isOver && avoid.top < above ? Math.max(MARGIN, avoid.bottom + GAP) : MARGIN
    const bottom = viewport.height - MARGIN
    const end = isOver && avoid.bottom > below ? Math.min(bottom, avoid.top - GAP) : bottom
    const isBelow = end - below >= card.height || end - below >= above - top
    const height = Math.min(card.height, isBelow ? end - below : above - top)
    if (height >= Math.min(LEAST.height, card.height))
      return { left, top: isBelow ? below : above - height, height }
  }
  return undefined
}
