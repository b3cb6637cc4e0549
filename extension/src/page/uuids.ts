/**
 * Which of a page's UUIDs are sessions. Their looks do not say: a tenant's, a trace's and a ticket's are alike. So one
 * counts where the background knows it, beside a link to the provider, or beside a word that an admin has set.
 */
import type { FoundId } from '@inquiry-lens/shared/domain/page-ids.ts'
import { hintOf } from '@inquiry-lens/shared/domain/uuid-hint.ts'
import { findUuids } from '@inquiry-lens/shared/domain/uuids.ts'
import { elementOf } from './tree.ts'

export interface UuidHints {
  salt: string
  /** Of recent sessions, see `uuid-hint.ts`. */
  known: readonly string[]
  /** In lower case. */
  words: readonly string[]
}

export interface UuidFinder {
  mayHold(text: string): boolean
  find(node: Text): FoundId[]
}

/** The part of a UUID that is searched for fastest. */
const TAIL = /-[\da-f]{12}/i
/** How far before an ID something still stands beside it. */
const BESIDE = 60
const PROVIDER_HOST = /(^|\.)deepidv\.com$/
const IN_ADDRESS = /https:\/\/(?:[\w-]{1,63}\.){0,5}deepidv\.com\/\S{0,200}$/i

/** `undefined`: no UUID counts. */
export function createUuidFinder(told: unknown): UuidFinder | undefined {
  const hints = readHints(told)
  if (!hints) return undefined
  const { salt, known, words } = hints
  const recent = new Set(known)

  return {
    mayHold: (text) => TAIL.test(text),
    find: (node) =>
      findUuids(
        node.data,
        (id, start) =>
          recent.has(hintOf(salt, id)) || isBesideLink(node, id, start) || isBesideWord(node, start, words),
      ),
  }
}

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

/** Whatever is not as expected lets no UUID count. */
function readHints(told: unknown): UuidHints | undefined {
  if (typeof told !== 'object' || told === null) return undefined
  const { salt, known, words }: Partial<Record<keyof UuidHints, unknown>> = told
  return typeof salt === 'string' && isList(known) && isList(words) ? { salt, known, words } : undefined
}

function isBesideLink(node: Text, id: string, start: number): boolean {
  if (IN_ADDRESS.test(node.data.slice(Math.max(0, start - 300), start))) return true
  const link = elementOf(node)?.closest('a')
  return link != null && PROVIDER_HOST.test(link.hostname) && link.pathname.toLowerCase().includes(id)
}

function isBesideWord(node: Text, start: number, words: readonly string[]): boolean {
  if (words.length === 0) return false
  // A label may stand in a cell of its own.
  const label = elementOf(node)?.previousElementSibling?.textContent ?? ''
  const before = [label.slice(-BESIDE), node.data.slice(Math.max(0, start - BESIDE), start)]
  return before.some((text) => words.some((word) => holdsWord(text.toLowerCase(), word)))
}

/** Whole: `idv` is no part of `individual`. */
function holdsWord(text: string, word: string): boolean {
  const isLetter = (at: number) => /[\p{L}\p{N}_]/u.test(text.charAt(at))
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isLetter(at - 1) && !isLetter(at + word.length)) return true
  return false
}
