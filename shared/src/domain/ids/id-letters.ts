/** The letters of IDs and of the text around them, and UUIDs. Small, since a page's script loads it. */

/** Soft hyphen, zero-width characters, word joiner, byte order mark: editors insert them invisibly. */
export const INVISIBLE = '\\u00AD\\u200B-\\u200D\\u2060\\uFEFF'
/** No 0, O, I and l. */
export const BASE58 = '1-9A-HJ-NP-Za-km-z'
/** What an ID may not touch: letters with accents too, but not ideographs, which touch it in any sentence. */
export const WORD = 'A-Za-z0-9_\\u00C0-\\u024F'
/** Also after an escape: `%3Dinq_…` in a link, `\ninq_…` in JSON. */
export const LEFT_EDGE = `(?:(?<![${WORD}]-?[\\u00AD\\u200C\\u200D\\u2060]{0,3})|(?<=%[0-9A-Fa-f]{2}|\\\\[nrt]|\\\\u[0-9A-Fa-f]{4}))`
/** Used for every object in Persona's documents. */
export const PLACEHOLDER = 'ABC123'
export const ALL_INVISIBLE = /* @__PURE__ */ new RegExp(`[${INVISIBLE}]`, 'g')

/** Excludes `inq_xxxxxxxxxxxxxxxxxxxxxxxx`. One in 200,000 true IDs fails this. */
export const looksRandom = (body: string): boolean =>
  /[a-z]/.test(body) && /[A-Z]/.test(body) && new Set(body).size >= 8

/** The written form may be longer than the ID by invisible characters. */
export interface FoundId {
  id: string
  start: number
  end: number
}

/**
 * deepidv's IDs. No version or variant: deepidv's own example has none that RFC 9562 knows. Not inside a longer run of
 * letters, digits and hyphens. A literal, so that a bundler can drop it.
 */
const UUID =
  /(?<![\w\u00C0-\u024F-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![\w\u00C0-\u024F]|-[\w\u00C0-\u024F])/g

export const isUuid = (text: string): boolean => text.length === 36 && text.search(UUID) === 0

/** The UUIDs that `accepts` lets through: a page's UUID may be a ticket's or a tenant's. */
export const findUuids = (text: string, accepts: (id: string, start: number) => boolean): FoundId[] =>
  [...text.matchAll(UUID)]
    .map(({ 0: written, index }) => ({
      id: written.toLowerCase(),
      start: index,
      end: index + written.length,
    }))
    .filter(({ id, start }) => accepts(id, start))
