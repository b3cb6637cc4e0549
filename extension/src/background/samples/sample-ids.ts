/** Fictional IDs in the providers' forms, pseudo-random numbers, and pages of sample rows. */

import { LIMIT } from '@inquiry-lens/shared/contract/lists.ts'
import type { Page } from '@inquiry-lens/shared/domain/model.ts'

/** In every sample ID that has letters. */
export const SAMPLE_MARK = 'DemoData'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const LENGTH = 24

/** The `number`th of its kind: `inq_DemoData…`. */
export function samplePersonaId(prefix: string, number: number): string {
  const { between } = createNumberSource(number * 7919 + prefix.length * 104_729)
  const rest = Array.from({ length: LENGTH - SAMPLE_MARK.length }, () =>
    ALPHABET.charAt(between(0, ALPHABET.length - 1)),
  )
  return `${prefix}_${SAMPLE_MARK}${rest.join('')}`
}

/** A deepidv session's; the hexadecimal word marks it as fictional. */
export const sampleUuid = (number: number): string =>
  `facade00-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

/** Pseudo-random numbers, the same for each seed. */
export interface NumberSource {
  /** At least 0, less than 1. */
  next(): number
  /** One of them. */
  pick<TItem>(items: readonly TItem[]): TItem
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
}

/** Mulberry32. */
export function createNumberSource(seed: number): NumberSource {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  function pick<TItem>(items: readonly TItem[]): TItem {
    const item = items[between(0, items.length - 1)]
    if (item === undefined) throw new Error('There is none to pick from')
    return item
  }

  return { next, between, pick }
}

export const newestFirst = <TRow extends { createdAt: string | null }>(rows: readonly TRow[]): TRow[] =>
  rows.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))

/** A cursor is the ID of the last row. */
export function pageOf<TRow extends { id: string }>(
  rows: readonly TRow[],
  { cursor, limit = LIMIT.default }: { cursor?: string | undefined; limit?: number | undefined },
): Page<TRow> {
  const start = cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + 1
  const items = rows.slice(start, start + limit)
  const last = items.at(-1)
  return { items, next: last && start + limit < rows.length ? last.id : null }
}
