/**
 * Finds in a page what cannot be told by its looks alone: UUIDs that are sessions, and the company's own numbers for
 * customers, of whatever form an admin says. A script of its own: most relays have no use for it.
 */
import { createCustomerNumberFinder } from '@inquiry-lens/shared/domain/customer-number.ts'
import type { FoundMark } from './marks.ts'
import { createUuidFinder, type UuidHints } from './uuids.ts'

/** What the background tells a frame, where there is anything to find. */
export interface FinderHints {
  /** `null`: no UUID counts. */
  uuids: UuidHints | null
  /** As `customer-number-pattern.ts` has let through. */
  patterns: readonly string[]
}

export interface PageFinder {
  /** Whether it is worth looking: asked of a whole page's text at once. */
  mayHold(text: string): boolean
  /** Beside the IDs that were found by their looks: what is part of one is no number of the company's. */
  findMore(node: Text, ids: readonly FoundMark[]): FoundMark[]
}

export type CreatePageFinder = (hints: unknown) => PageFinder | undefined

export const createPageFinder: CreatePageFinder = (told) => {
  const { uuids, patterns }: Partial<Record<keyof FinderHints, unknown>> =
    typeof told === 'object' && told !== null ? told : {}
  const ofUuids = createUuidFinder(uuids)
  const ofReferences = createCustomerNumberFinder(isList(patterns) ? patterns : [])
  const finders = [
    ofUuids,
    ofReferences && {
      mayHold: ofReferences.mayHold,
      find: ({ data }: Text): FoundMark[] =>
        ofReferences
          .find(data)
          .map(({ reference: id, start, end }) => ({ id, start, end, isReference: true })),
    },
  ].filter((finder) => finder !== undefined)
  if (finders.length === 0) return undefined
  return {
    mayHold: (text) => finders.some((finder) => finder.mayHold(text)),
    findMore(node, ids) {
      const found = [...ids]
      for (const more of finders.flatMap((finder) => finder.find(node)))
        if (!found.some(({ start, end }) => start < more.end && more.start < end)) found.push(more)
      return found
    },
  }
}

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')
