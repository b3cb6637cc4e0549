/** IDs in a page's text. Apart from `object-id.ts` to keep the page's script small. */
import {
  ALL_INVISIBLE,
  BASE58,
  type FoundId,
  INVISIBLE,
  LEFT_EDGE,
  looksRandom,
  PLACEHOLDER,
  WORD,
} from './id-letters.ts'

const ANY_INVISIBLE = `[${INVISIBLE}]*`
const RIGHT_EDGE = `(?!${ANY_INVISIBLE}[${WORD}]|-[${WORD}])`

export const PAGE_MARKERS = ['inq_', 'iqse_']

const broken = (letters: string): string => [...letters].join(ANY_INVISIBLE)
const BROKEN_MARKER = PAGE_MARKERS.map(broken).join('|')
const ANY_MARKER = new RegExp(BROKEN_MARKER, 'g')

/** Where an ID may begin, from there on: at its marker. `Infinity`: nowhere. */
export function seekId(text: string, from = 0): number {
  ANY_MARKER.lastIndex = from
  return ANY_MARKER.exec(text)?.index ?? Number.POSITIVE_INFINITY
}

/**
 * Only prefixes that no other service uses: `evt_`, `txn_` and others are Stripe's too. Invisible characters may stand
 * between letters. Every part excludes the next one's first letter, so the time is linear in the text.
 */
const ON_A_PAGE = new RegExp(
  `${LEFT_EDGE}(?:${BROKEN_MARKER})(?:(?:${ANY_INVISIBLE}[${BASE58}]){24,36}|${ANY_INVISIBLE}${broken(PLACEHOLDER)})${RIGHT_EDGE}`,
  'g',
)

export function findObjectIds(text: string): FoundId[] {
  const found: FoundId[] = []
  for (const match of text.matchAll(ON_A_PAGE)) {
    const [written] = match
    const id = written.replace(ALL_INVISIBLE, '')
    const body = id.slice(id.indexOf('_') + 1)
    if (body !== PLACEHOLDER && !looksRandom(body)) continue
    found.push({ id, start: match.index, end: match.index + written.length })
  }
  return found
}
