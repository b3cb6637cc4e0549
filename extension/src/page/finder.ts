/**
 * Finds session UUIDs and customer numbers, whose form alone doesn't identify them. A script of its own, because most
 * relays don't configure them.
 */
import { createCustomerNumberFinder } from '@inquiry-lens/shared/domain/ids/customer-number.ts'
import type { FoundId } from '@inquiry-lens/shared/domain/ids/id-letters.ts'
import { ALL_INVISIBLE, findUuids } from '@inquiry-lens/shared/domain/ids/id-letters.ts'
import { hintOf } from '@inquiry-lens/shared/domain/ids/uuid-hint.ts'
import type { Found } from './marks.ts'
import { elementOf } from './tree.ts'

export interface FinderHints {
  /** `null`: find no UUIDs. */
  uuids: UuidHints | null
  /** Validated by `customer-number-pattern.ts`. */
  patterns: readonly string[]
}

export interface PageFinder {
  /** A quick check of a whole page's text. */
  mayHold(text: string): boolean
  /** In a text around this node. Skips what overlaps an ID that was found before. */
  findMore(text: string, node: Text, ids: readonly Found[]): Found[]
}

export type CreatePageFinder = (hints: unknown) => PageFinder | undefined

export const createPageFinder: CreatePageFinder = (value) => {
  const { uuids, patterns }: Partial<Record<keyof FinderHints, unknown>> =
    typeof value === 'object' && value !== null ? value : {}
  const ofUuids = createUuidFinder(uuids)
  const ofReferences = createCustomerNumberFinder(isList(patterns) ? patterns : [])
  const finders = [
    ofUuids,
    ofReferences && {
      mayHold: ofReferences.mayHold,
      find: (text: string): Found[] =>
        ofReferences
          .find(text)
          .map(({ reference: id, start, end }) => ({ id, start, end, isReference: true })),
    },
  ].filter((finder) => finder !== undefined)
  if (finders.length === 0) return undefined
  return {
    mayHold(text) {
      const bare = text.replace(ALL_INVISIBLE, '')
      return finders.some((finder) => finder.mayHold(bare))
    },
    findMore(text, node, ids) {
      const found = [...ids]
      for (const more of findThrough(text, (bare) => finders.flatMap((finder) => finder.find(bare, node))))
        if (!found.some(({ start, end }) => start < more.end && more.start < end)) found.push(more)
      return found
    },
  }
}

/** Looks through invisible letters. */
function findThrough(text: string, find: (bare: string) => Found[]): Found[] {
  const bare = text.replace(ALL_INVISIBLE, '')
  if (bare === text) return find(text)
  const places: number[] = []
  for (let at = 0; at < text.length; at++) if (text[at] === bare[places.length]) places.push(at)
  return find(bare).map((one) => ({
    ...one,
    start: places[one.start] ?? 0,
    end: (places[one.end - 1] ?? 0) + 1,
  }))
}

/**
 * A UUID counts as a session if the background knows it, or beside a link to the provider or a configured word: UUIDs of
 * tenants, traces and tickets look the same.
 */

export interface UuidHints {
  salt: string
  /** Hashes of recent sessions, see `uuid-hint.ts`. */
  known: readonly string[]
  /** In lower case. */
  words: readonly string[]
}

export interface UuidFinder {
  mayHold(text: string): boolean
  find(text: string, node: Text): FoundId[]
}

/** The part of a UUID that is searched for fastest. */
const TAIL = /-[\da-f]{12}/i
/** How many characters before an ID count as beside it. */
const BESIDE = 60
const PROVIDER_HOST = /(^|\.)deepidv\.com$/
const IN_ADDRESS = /https:\/\/(?:[\w-]{1,63}\.){0,5}deepidv\.com\/\S{0,200}$/i

/** `undefined`: no UUID counts. */
export function createUuidFinder(value: unknown): UuidFinder | undefined {
  const hints = readHints(value)
  if (!hints) return undefined
  const { salt, known, words } = hints
  const recent = new Set(known)

  return {
    mayHold: (text) => TAIL.test(text),
    find: (text, node) =>
      findUuids(text, (id, start) => {
        const before = text.slice(Math.max(0, start - 300), start)
        return (
          recent.has(hintOf(salt, id)) || isBesideLink(node, id, before) || isBesideWord(node, before, words)
        )
      }),
  }
}

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

/** Unexpected hints find no UUID. */
function readHints(value: unknown): UuidHints | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { salt, known, words }: Partial<Record<keyof UuidHints, unknown>> = value
  return typeof salt === 'string' && isList(known) && isList(words) ? { salt, known, words } : undefined
}

function isBesideLink(node: Text, id: string, before: string): boolean {
  if (IN_ADDRESS.test(before)) return true
  const link = elementOf(node)?.closest('a')
  return link != null && PROVIDER_HOST.test(link.hostname) && link.pathname.toLowerCase().includes(id)
}

function isBesideWord(node: Text, before: string, words: readonly string[]): boolean {
  if (words.length === 0) return false
  // The label may be in another table cell.
  const label = elementOf(node)?.previousElementSibling?.textContent ?? ''
  return [label, before].some((text) =>
    words.some((word) => holdsWord(text.slice(-BESIDE).toLowerCase(), word)),
  )
}

/** Whole words: `idv` is not part of `individual`. */
function holdsWord(text: string, word: string): boolean {
  const isLetter = (at: number) => /[\p{L}\p{N}_]/u.test(text.charAt(at))
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isLetter(at - 1) && !isLetter(at + word.length)) return true
  return false
}
