/** Classifies object IDs, and finds them in text that people write and paste. */

import type { ProviderId } from '../../providers/registry.ts'
import { persona } from '../../providers/registry.ts'
import {
  ALL_INVISIBLE,
  BASE58,
  findUuids,
  isUuid,
  LEFT_EDGE,
  looksRandom,
  PLACEHOLDER,
  WORD,
} from './id-letters.ts'
import { PAGE_MARKERS } from './page-ids.ts'

type KindOfPrefix = typeof persona.kindOfPrefix
export type ObjectKind = KindOfPrefix[keyof KindOfPrefix]

export interface ObjectId {
  provider: ProviderId
  kind: ObjectKind
  id: string
}

/**
 * `lower-cased`, `upper-cased`: capitals count, and some ticket systems change them. `cut-short`: shorter than any ID.
 * `misread`: it has a letter that no ID has, such as 0 for o. `other-kind`: an ID without a look-up.
 * `one-time-link`: a link that names no inquiry.
 */
export type DoubtReason =
  | 'lower-cased'
  | 'upper-cased'
  | 'cut-short'
  | 'misread'
  | 'other-kind'
  | 'one-time-link'

export interface Doubt {
  reason: DoubtReason
  /** Safe to show: never the secret of a one-time link. */
  text: string
}

export interface Recognised {
  /** Each once, in the order of the text. */
  ids: ObjectId[]
  doubts: Doubt[]
}

/**
 * Looser than today's IDs (base58, 24 to 28): length and alphabet may change, the documents' placeholders (`inq_ABC123`)
 * are short, and the provider decides whether an ID exists.
 */
const PERSONA_ID = /^([a-z]{2,8})_[A-Za-z0-9]{4,64}$/

/** The sessions of deepidv's sandbox are named: `test_verified`. No object of Persona's has this prefix. */
const SANDBOX_SESSION = /^test_[a-z]{1,20}(?:_[a-z]{1,20}){0,3}$/

const isKnownPrefix = (prefix: string): prefix is keyof KindOfPrefix =>
  Object.hasOwn(persona.kindOfPrefix, prefix)

const sessionOfUuid = (uuid: string): ObjectId => ({
  provider: 'deepidv',
  kind: 'session',
  id: uuid.toLowerCase(),
})

/** `undefined`: not a whole ID. */
export function classifyObjectId(text: string): ObjectId | undefined {
  if (isUuid(text)) return sessionOfUuid(text)
  if (SANDBOX_SESSION.test(text)) return { provider: 'deepidv', kind: 'session', id: text }
  const prefix = PERSONA_ID.exec(text)?.[1]
  if (prefix === undefined || !isKnownPrefix(prefix)) return undefined
  return { provider: 'persona', kind: persona.kindOfPrefix[prefix], id: text }
}

export function isObjectId(text: string, ...kinds: ObjectKind[]): boolean {
  const found = classifyObjectId(text)
  return found !== undefined && (kinds.length === 0 || kinds.includes(found.kind))
}

const MAX_PASTE_LENGTH = 20_000
const SHORTEST = 24
const ONLY_BASE58 = /* @__PURE__ */ new RegExp(`^[${BASE58}]+$`)

/** Like an ID, valid or not. Dots mean a cut: an ellipsis is three dots here. */
const CANDIDATE = /* @__PURE__ */ new RegExp(
  `${LEFT_EDGE}([A-Za-z]{2,8})_([A-Za-z0-9]*)(\\.{2,3}(?!\\.))?(?![${WORD}]|-[${WORD}])`,
  'g',
)
const WRAPPING = ' \t\r\n\u00A0"\'`´“”„‘’‚«»‹›()[]{}<>*~|#:;,.!?/\\'

/** Reads pasted text: an ID of any kind, a link with one, a sentence, a log. */
export function recognise(pasted: string): Recognised {
  const text = trimCandidate(pasted)
  const alone = unwrap(text)
  const found: (ObjectId & { start: number })[] = findUuids(text, () => true).map(({ id, start }) => ({
    ...sessionOfUuid(id),
    start,
  }))
  const doubts = new Map<string, Doubt>()

  for (const { 1: prefix = '', 2: body = '', 3: cut, index } of text.matchAll(CANDIDATE)) {
    const shown = `${prefix}_${body}`
    const id = lowerInitial(shown)
    const isAlone = alone === shown
    const reason = doubtAbout(id, body)
    const known = classifyObjectId(id)
    if (known && (isWhole(reason) || (isAlone && cut === undefined))) found.push({ ...known, start: index })
    if (reason && isReportable(reason, prefix, body, isAlone))
      doubts.set(id, { reason, text: cut === undefined ? shown : `${shown}…` })
  }
  const ids = new Map(
    found
      .sort((one, other) => one.start - other.start)
      .map(({ provider, kind, id }) => [id, { provider, kind, id }]),
  )
  if (ids.size > 0) return { ids: [...ids.values()], doubts: [...doubts.values()].filter(isOfAnId) }
  return { ids: [], doubts: [...doubts.values(), ...oneTimeLinks(text)] }
}

function trimCandidate(pasted: string): string {
  return pasted
    .slice(0, MAX_PASTE_LENGTH)
    .normalize('NFKC')
    .replace(ALL_INVISIBLE, '')
    .replace(/\\_|%5F/gi, '_')
    .replace(/\\[nrt](?=([A-Za-z]{2,8})_)/g, (written, prefix: string) =>
      isPrefixKnown(prefix) ? ' ' : written,
    )
    .replace(/(?<![A-Za-z0-9_])_+(?=[A-Za-z])/g, '')
    .replace(/(?<=_[A-Za-z0-9]{4,64})_+(?![A-Za-z0-9_])/g, '')
}

function unwrap(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && WRAPPING.includes(text.charAt(start))) start++
  while (start < end && WRAPPING.includes(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

/** Phone keyboards capitalise the first letter: `Inq_…`. */
const lowerInitial = (shown: string): string => shown.charAt(0).toLowerCase() + shown.slice(1)

const isPrefixKnown = (prefix: string): boolean => isKnownPrefix(prefix.toLowerCase())

function doubtAbout(id: string, body: string): DoubtReason | undefined {
  const prefix = id.slice(0, -body.length - 1)
  if (!isPrefixKnown(prefix)) return 'other-kind'
  if (body === PLACEHOLDER) return undefined
  if (body.length < SHORTEST) return 'cut-short'
  if (!isKnownPrefix(prefix) || !/[a-z]/.test(body)) return 'upper-cased'
  if (!/[A-Z]/.test(body)) return 'lower-cased'
  return ONLY_BASE58.test(body) ? undefined : 'misread'
}

/** Complete enough to request; in a sentence, `self_service` is not. */
const isWhole = (reason: DoubtReason | undefined): boolean => reason === undefined || reason === 'misread'

function isReportable(reason: DoubtReason, prefix: string, body: string, isAlone: boolean): boolean {
  if (reason === 'other-kind') return body.length >= SHORTEST && ONLY_BASE58.test(body) && looksRandom(body)
  return (
    isAlone || body.length >= SHORTEST || PAGE_MARKERS.some((marker) => marker === `${prefix.toLowerCase()}_`)
  )
}

/** An ID of another kind doesn't matter beside one with a look-up. */
const isOfAnId = ({ reason }: Doubt): boolean => reason !== 'other-kind'

const ONE_TIME_LINK =
  /https?:\/\/((?:[\w-]{1,63}\.){0,5}withpersona\.com(?:\/[^\s"'<>?#]{0,200})?)\?(?:[^\s"'<>#]{0,500}&)?code=/gi

/** The link's `code` lets its holder act as the customer, so it is never shown or sent. */
const oneTimeLinks = (text: string): Doubt[] =>
  [...text.matchAll(ONE_TIME_LINK)].map(([, place = '']) => ({ reason: 'one-time-link', text: place }))
