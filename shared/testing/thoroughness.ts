/** How many cases property tests try: as many as keep a run short, or ten times as many in `npm test -- thorough`. */
import fc from 'fast-check'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    thoroughness: number
  }
}

/** For a property that takes so long that it says itself how often it is tried. */
export const times = (runs: number): number => runs * inject('thoroughness')

fc.configureGlobal({ numRuns: times(100) })
