/** Mixes its parts into 32 bits: the one root of everything that is made up here. */
export function hash(...parts: readonly (number | string)[]): number {
  let mixed = 0x811c9dc5
  for (const part of parts) {
    const text = String(part)
    for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193)
    // Without an end mark, (1, 23) and (12, 3) would be the same.
    mixed = scatter(Math.imul(mixed ^ 0x1f, 0x01000193))
  }
  return mixed >>> 0
}

export type Random = {
  /** 0 <= value < 1 */
  next(): number
  /** both ends included */
  between(least: number, most: number): number
  chance(share: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
}

/** splitmix32: small, quick, and the same on every platform. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x9e3779b9) | 0
    return (scatter(state) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  }
}

function scatter(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}
