/** State shared by our scripts of one frame, in an isolated world. A newer version of the extension has another world. */
import type { CreateCard } from './card/card.ts'
import type { CreatePageFinder } from './finder.ts'
import type { UsedEditor } from './insert.ts'
import type { CreatePageUi } from './page-ui.ts'

export interface World {
  readonly end: AbortController
  /** Set once its script has run. */
  createUi?: CreatePageUi
  /** Receives the card's script when it arrives. */
  takeCard?: (create: CreateCard) => void
  /** Set once its script has run. */
  finder?: CreatePageFinder
  usedEditor?: UsedEditor
  /** Set once its script has run. */
  inserts?: true
}

declare global {
  var inquiryLens: World | undefined
}

/** `undefined` if a page script runs already. */
export function enter(): World | undefined {
  if (globalThis.inquiryLens?.end.signal.aborted === false) return undefined
  globalThis.inquiryLens = { end: new AbortController() }
  return globalThis.inquiryLens
}

export function deliverUi(create: CreatePageUi): void {
  const world = globalThis.inquiryLens
  if (world) world.createUi = create
}

export function deliver(create: CreateCard): void {
  const world = globalThis.inquiryLens
  if (world?.end.signal.aborted === false) world.takeCard?.(create)
}

export function deliverFinder(create: CreatePageFinder): void {
  const world = globalThis.inquiryLens
  if (world) world.finder = create
}
