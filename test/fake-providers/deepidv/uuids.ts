import { CIPHER_CAPACITY, createNumberCipher } from '../common/number-cipher.ts'
import { createRandom, hash } from '../common/random.ts'

/** Every ID is a UUID: its form doesn’t show its kind. */
export type IdKind = 'session' | 'workflow' | 'foreign-session'

const HIDDEN_DIGITS = 12

export type Uuids = {
  write(kind: IdKind, number: number): string
  /** undefined: not an ID of that kind that this environment gave out */
  read(kind: IdKind, id: string): number | undefined
}

/** The first digits hide a number, the rest is a keyed tail, so a guessed ID is not found. */
export function createUuids(seed: number): Uuids {
  function write(kind: IdKind, number: number): string {
    const random = createRandom(hash(seed, 'uuid', kind, number))
    let digits = createNumberCipher(hash(seed, kind)).hide(number).toString(16).padStart(HIDDEN_DIGITS, '0')
    while (digits.length < 32) digits += Math.floor(random.next() * 16).toString(16)
    return [8, 12, 16, 20, 32].map((end, index, ends) => digits.slice(ends[index - 1] ?? 0, end)).join('-')
  }
  return {
    write,
    read(kind, id) {
      const hidden = Number.parseInt(id.replace('-', '').slice(0, HIDDEN_DIGITS), 16)
      if (Number.isNaN(hidden) || hidden >= CIPHER_CAPACITY) return undefined
      const number = createNumberCipher(hash(seed, kind)).reveal(hidden)
      return write(kind, number) === id ? number : undefined
    },
  }
}
