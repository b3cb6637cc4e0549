export type ClockMove = { readonly set: number } | { readonly advance: number }

export type ProviderClock = { now(): number; move(move: ClockMove): void; reset(): void }

/** The provider's own time: it runs with the given one, ahead of it or behind it by what a test asked for. */
export function createClock(base: () => number): ProviderClock {
  let ahead = 0
  return {
    now: () => base() + ahead,
    move(move) {
      ahead = 'set' in move ? move.set - base() : ahead + move.advance
    },
    reset() {
      ahead = 0
    },
  }
}
