/**
 * What our scripts of one frame share. The browser runs them in a world of their own, so the page has no part in it; a
 * newer version of the extension has another one, and finds nothing here.
 */
import type { CreateCard } from './card.ts'
import type { CreatePageFinder } from './finder.ts'

export interface World {
  /** Aborted: the script that ran here has ended. */
  readonly end: AbortController
  /** Takes the card when its script arrives. */
  takeCard?: (create: CreateCard) => void
  /** There once its script has run. */
  createFinder?: CreatePageFinder
}

declare global {
  var inquiryLens: World | undefined
}

/** For the page's script to begin with; `undefined` where one runs already. */
export function enter(): World | undefined {
  if (globalThis.inquiryLens?.end.signal.aborted === false) return undefined
  globalThis.inquiryLens = { end: new AbortController() }
  return globalThis.inquiryLens
}

/** For the card's script. */
export function deliver(create: CreateCard): void {
  const world = globalThis.inquiryLens
  if (world?.end.signal.aborted === false) world.takeCard?.(create)
}

/** For the script that finds what cannot be told by its looks. */
export function deliverFinder(create: CreatePageFinder): void {
  const world = globalThis.inquiryLens
  if (world) world.createFinder = create
}
