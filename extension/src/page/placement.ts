/** Where the card goes: under the ID or above it, never over it, and never out of the window. */
import type { Box } from './boxes.ts'

export interface Size {
  width: number
  height: number
}

export interface CardPosition {
  left: number
  top: number
  /** What is left for the card's height; it scrolls within. */
  height: number
}

const GAP = 6
const MARGIN = 8
/** Below this a card is of no use: better none. */
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
