/**
 * Single-flight: whoever asks while the same question is under way waits for that answer. A flight resolves to data,
 * never to a Response, and belongs to the gate, not to whoever asked first: a leader that leaves does not end it.
 */
export interface SingleFlight<TLanding> {
  join(key: string, depart: () => Promise<TLanding>): SharedRun<TLanding>
  isUnderWay(key: string): boolean
}

export interface SharedRun<TLanding> {
  landing: Promise<TLanding>
  /** Whether it was under way already. */
  joined: boolean
}

export function createSingleFlight<TLanding>(): SingleFlight<TLanding> {
  const underWay = new Map<string, Promise<TLanding>>()
  return {
    join(key, depart) {
      const known = underWay.get(key)
      if (known) return { landing: known, joined: true }
      const landing = depart().finally(() => underWay.delete(key))
      underWay.set(key, landing)
      return { landing, joined: false }
    },
    isUnderWay: (key) => underWay.has(key),
  }
}
