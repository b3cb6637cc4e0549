import { hash } from './random.ts'

const HALF = 58 ** 3
const ROUNDS = [1, 2, 3, 4]

/** Numbers below this can be hidden: six base58 letters. */
export const CIPHER_CAPACITY = HALF * HALF

export type NumberCipher = { hide(number: number): number; reveal(hidden: number): number }

/**
 * A keyed permutation (a Feistel network), so that consecutive rows get unlike IDs and any ID leads back to its
 * row without a search.
 */
export function createNumberCipher(key: number): NumberCipher {
  const shift = (round: number, half: number) => hash(key, round, half) % HALF
  return {
    hide(number) {
      let left = Math.floor(number / HALF)
      let right = number % HALF
      for (const round of ROUNDS) [left, right] = [right, (left + shift(round, right)) % HALF]
      return left * HALF + right
    },
    reveal(hidden) {
      let left = Math.floor(hidden / HALF)
      let right = hidden % HALF
      for (const round of ROUNDS.toReversed()) {
        ;[left, right] = [(right - shift(round, left) + HALF) % HALF, left]
      }
      return left * HALF + right
    },
  }
}
