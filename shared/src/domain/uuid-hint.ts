/**
 * A session's UUID as a page's script may hold it: 48 bits of a salted mix of its 128. They say whether an ID that stands
 * in the page is the same one, and no more: from them no ID can be made, and with another salt at each page they tell no
 * two pages that they know the same ones. No cryptography, since it has to be there within a scan, at once.
 */

const HINT_DIGITS = 12

/** `id`: a UUID in lower case. */
export function hintOf(salt: string, id: string): string {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (const letter of salt + id) {
    const code = letter.charCodeAt(0)
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return (hex(two) + hex(one)).slice(-HINT_DIGITS)
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')
