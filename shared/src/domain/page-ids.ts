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

const RIGHT_EDGE = `(?![${INVISIBLE}]*[${WORD}]|-[${WORD}])`

/** A text without one of these has no ID. */
export const PAGE_MARKERS = ['inq_', 'iqse_']

/**
 * Only prefixes that no other service uses: `evt_`, `txn_` and others are Stripe's too. Invisible characters may stand
 * between letters. Every part excludes the next one's first letter, so the time is linear in the text.
 */
const ON_A_PAGE = new RegExp(
  `${LEFT_EDGE}(${PAGE_MARKERS.join('|')})(?:[${BASE58}](?:[${INVISIBLE}]*[${BASE58}]){23,35}|${PLACEHOLDER})${RIGHT_EDGE}`,
  'g',
)

export function findObjectIds(text: string): FoundId[] {
  const found: FoundId[] = []
  for (const match of text.matchAll(ON_A_PAGE)) {
    const [written, prefix = ''] = match
    const id = written.replace(ALL_INVISIBLE, '')
    const body = id.slice(prefix.length)
    if (body !== PLACEHOLDER && !looksRandom(body)) continue
    found.push({ id, start: match.index, end: match.index + written.length })
  }
  return found
}
