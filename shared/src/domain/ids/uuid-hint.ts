/**
 * A hash of a session's UUID for a page's script: 48 bits of a salted mix of 128. It confirms an ID in the page, but
 * doesn't reveal one; a salt for each page keeps pages from comparing hashes. Not cryptographic, since it must run
 * synchronously within a scan.
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
