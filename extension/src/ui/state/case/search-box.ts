/** The search box: its text, and Enter. What it finds in the text comes from `search-finds.ts`, which loads after the first paint. */
import { effect, type Signal, signal, untracked } from '@preact/signals'
import type { PanelFocus } from '../../../messages/messages.ts'
import { createLate, type Late } from '../resource/resource.ts'
import type { SearchFinds, SearchFindsParts } from './search-finds.ts'

export interface SearchBoxState {
  text: Signal<string>
  finds: Late<SearchFinds>
  /**
   * Enter: opens what the text leads to, or finds its words where it leads nowhere, and returns whether it did. Until the code is there, and the configuration says what
   * customer numbers look like, it waits for that and opens then, if the text is still the same.
   */
  go(open: (focus: PanelFocus) => void, find?: (words: string) => void): boolean
}

export function createSearchBox(parts: Omit<SearchFindsParts, 'text'>): SearchBoxState {
  const text = signal('')
  const finds = createLate(
    () => import('./search-finds.ts'),
    ({ createSearchFinds }) => createSearchFinds({ ...parts, text }),
  )
  let stopWaiting = () => {}

  return {
    text,
    finds,
    go(open, find) {
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
        const words = isAllKnown && find ? found?.words.peek() : undefined
        isDone = isAllKnown || focus !== undefined || text.peek() !== entered
        isOpened = (focus ?? words) !== undefined
        if (focus) untracked(() => open(focus))
        else if (words !== undefined) untracked(() => find?.(words))
      })
      return isOpened
    },
  }
}
