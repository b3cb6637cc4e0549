/** How many cases property tests try: as many as keep a run short, or ten times as many in `npm test -- thorough`. */
import fc from 'fast-check'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    thoroughness: number
  }
}

/** For slow properties that set their own number of runs. */
export const times = (runs: number): number => runs * inject('thoroughness')

fc.configureGlobal({ numRuns: times(100) })
