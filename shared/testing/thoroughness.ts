/** How much tests try: as much as keeps a run short, or all of it, and ten times the random cases, in `npm test -- thorough`. */
import fc from 'fast-check'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    thoroughness: number
  }
}

/** For slow properties that set their own number of runs. */
export const times = (runs: number): number => runs * inject('thoroughness')

export const isThorough = (): boolean => inject('thoroughness') > 1

/** Every `step`-th of a long table, from `first` on, so that tables beside each other take turns; all where thorough. */
export const sample = <TItem>(all: readonly TItem[], step: number, first = 0): readonly TItem[] =>
  isThorough() ? all : all.filter((_, index) => index % step === first % step)

fc.configureGlobal({ numRuns: times(100) })
