/** The search box: its text, and Enter. What it finds in the text comes from `search-finds.ts`, which loads after the first paint. */
import { effect, type Signal, signal, untracked } from '@preact/signals'
import type { PanelFocus } from '../../../messages/messages.ts'
import { createLate, type Late } from '../resource/resource.ts'
import type { CaseFilter, SearchFinds, SearchFindsParts } from './search-finds.ts'

export interface SearchBoxState {
  text: Signal<string>
  finds: Late<SearchFinds>
  /** The same for a text that is typed elsewhere. */
  over(text: Signal<string>): SearchBoxState
  /**
   * Enter: opens what the text leads to, or filters the cases by it, and returns whether it did. Until the code is there,
   * and the configuration says what customer numbers look like, it waits for that and opens then, if the text is still the same.
   */
  go(open: (focus: PanelFocus) => void, narrow?: (filter: CaseFilter) => void): boolean
}

export function createSearchBox(
  parts: Omit<SearchFindsParts, 'text'>,
  text: Signal<string> = signal(''),
): SearchBoxState {
  const finds = createLate(
    () => import('./search-finds.ts'),
    ({ createSearchFinds }) => createSearchFinds({ ...parts, text }),
  )
  let stopWaiting = () => {}

  return {
    text,
    finds,
    over: (other) => createSearchBox(parts, other),
    go(open, narrow) {
      stopWaiting()
      void finds.load()
      const entered = text.peek()
      let isOpened = false
      let isDone = false
      stopWaiting = effect(() => {
        const isAllKnown = finds.value.value !== undefined && parts.config.value !== undefined
        if (isDone) return
        const found = text.peek() === entered ? finds.value.peek() : undefined
        const focus = found?.leadsTo.peek()
        const filter = isAllKnown && narrow ? found?.filter.peek() : undefined
        isDone = isAllKnown || focus !== undefined || text.peek() !== entered
        isOpened = (focus ?? filter) !== undefined
        if (focus) untracked(() => open(focus))
        else if (filter) untracked(() => narrow?.(filter))
      })
      return isOpened
    },
  }
}
