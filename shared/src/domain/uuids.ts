/** UUIDs, which are deepidv's IDs and many others'. */
import { WORD } from './id-letters.ts'
import type { FoundId } from './page-ids.ts'

/** A version or a variant is not asked for: the example of deepidv's own documents has none that RFC 9562 knows. */
const UUID = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'
const ONLY_UUID = /* @__PURE__ */ new RegExp(`^${UUID}$`)

export const isUuid = (text: string): boolean => ONLY_UUID.test(text)

/** Not inside a longer run of letters, digits and hyphens: that is somebody else's, whatever it is. */
const UUID_IN_TEXT = /* @__PURE__ */ new RegExp(`(?<![${WORD}-])${UUID}(?![${WORD}]|-[${WORD}])`, 'g')

/**
 * The UUIDs in a text that `counts` lets through. Any of them may be a ticket's, a tenant's or a trace's: that one is a
 * session's, its looks do not say.
 */
export function findUuids(text: string, counts: (id: string, start: number) => boolean): FoundId[] {
  return [...text.matchAll(UUID_IN_TEXT)]
    .map(({ 0: written, index }) => ({
      id: written.toLowerCase(),
      start: index,
      end: index + written.length,
    }))
    .filter(({ id, start }) => counts(id, start))
}
