/** Positions on the screen, in pixels of the viewport, and where the card fits. */
import type { Anchor } from '../marks.ts'

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

export const around = (one: Box, other: Box): Box => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
})

export interface Size {
  width: number
  height: number
}

export interface CardPosition {
  left: number
  top: number
  width: number
  /** The height that remains for the card; it scrolls inside. */
  height: number
}

const GAP = 6
const MARGIN = 8
/** A smaller card is useless. */
const LEAST: Size = { width: 240, height: 140 }
/** Where more would cover what the agent writes: the card's head. */
const LEAST_BESIDE_EDITOR = 64

/** Whether any ID in a window of this size has room for a card. */
export const isRoomy = (width: number, height: number): boolean =>
  width - 2 * MARGIN >= LEAST.width && height - MARGIN - GAP >= LEAST.height

/**
 * Below or above its ID, where it has more room, and never over `avoid`: the editor in which the agent writes. Where that
 * leaves no room, beside the ID or the editor, or narrower, then on the editor's other side, or lower.
 */
export function placeCard(anchor: Box, card: Size, viewport: Size, avoid?: Box): CardPosition | undefined {
  const bottom = viewport.height - MARGIN
  let highest: CardPosition | undefined
  for (const isBeyond of avoid ? [false, true] : [false]) {
    for (const wide of avoid ? [card.width, LEAST.width] : [card.width]) {
      const width = Math.min(wide, viewport.width - 2 * MARGIN)
      if (width < LEAST.width) return undefined
      const beside = (avoid ? [anchor, avoid] : []).flatMap((box) => [
        box.left - GAP - width,
        box.right + GAP,
      ])
      for (const wanted of [anchor.left, ...beside]) {
        const left = Math.max(MARGIN, Math.min(wanted, viewport.width - MARGIN - width))
        const place = placeInColumn({ left, width }, card.height, bottom, { anchor, avoid, isBeyond })
        if (place.height >= Math.min(LEAST.height, card.height)) return place
        if (place.height > (highest?.height ?? 0)) highest = place
      }
    }
  }
  return avoid && highest && highest.height >= LEAST_BESIDE_EDITOR ? highest : undefined
}

function placeInColumn(
  column: Pick<CardPosition, 'left' | 'width'>,
  wish: number,
  bottom: number,
  { anchor, avoid, isBeyond }: { anchor: Box; avoid: Box | undefined; isBeyond: boolean },
): CardPosition {
  const isIn = (box: Box) => column.left + column.width > box.left && column.left < box.right
  const spans: [number, number][] = isIn(anchor)
    ? [
        [anchor.bottom + GAP, bottom],
        [MARGIN, anchor.top - GAP],
      ]
    : [[MARGIN, bottom]]
  let [top, height] = [0, Number.NEGATIVE_INFINITY]
  for (let [from, to] of spans) {
    if (avoid && isIn(avoid)) {
      const isBelow = avoid.top + avoid.bottom > anchor.top + anchor.bottom
      if (isBelow !== isBeyond) to = Math.min(to, avoid.top - GAP)
      else from = Math.max(from, avoid.bottom + GAP)
    }
    const room = Math.min(wish, to - from)
    if (room > height) [top, height] = [Math.max(from, Math.min(anchor.top, to - room)), room]
  }
  return { ...column, top, height }
}
