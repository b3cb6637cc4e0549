/** IDs in a page's text. By itself: a page's script has no use for the rest of what is known of IDs. */
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

/** What a page is searched for at all: without one of these in it there is no ID in a text. */
export const PAGE_MARKERS = ['inq_', 'iqse_']

/**
 * On a page, only what nobody else's IDs look like: `evt_`, `txn_` and others are Stripe's too. Between two letters
 * there may be unseen characters. Every part excludes the next one's first letter, so the time is linear in the text.
 */
const ON_A_PAGE = new RegExp(
  `${LEFT_EDGE}(${PAGE_MARKERS.join('|')})(?:[${BASE58}](?:[${INVISIBLE}]*[${BASE58}]){23,35}|${PLACEHOLDER})${RIGHT_EDGE}`,
  'g',
)

/** The IDs in a page's text that can be told from everybody else's by their looks alone. */
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
