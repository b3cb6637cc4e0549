/** The search box: shows what it recognised in pasted text, and opens it with Enter. */

import { useEffect, useId, useRef } from 'preact/hooks'
import { commonWords } from '../../../locales/surface.ts'
import type { PanelFocus } from '../../../messages/messages.ts'
import { CloseIcon, SearchIcon } from '../../primitives/icons.tsx'
import { lazy } from '../../primitives/lazy.tsx'
import { useKey } from '../../primitives/surface-context.ts'
import type { SearchBoxState } from '../../state/case/search-box.ts'
import type { CaseFilter } from '../../state/case/search-finds.ts'

const LookupList = lazy(() => import('../../lists/lookup-list.tsx').then((module) => module.LookupList))

interface SearchBoxProps {
  search: SearchBoxState
  autofocus?: boolean
  onOpen(focus: PanelFocus): void
  /** For what is no ID. */
  onFilter?(filter: CaseFilter): void
}

export function SearchBox({ search, autofocus = false, onOpen, onFilter }: SearchBoxProps) {
  const { text } = search
  const finds = search.finds.value.value
  const id = useId()
  const key = useKey('/')
  const self = useRef<HTMLElement>(null)
  /** Enter may come before the code of the list. */
  const isListAwaited = useRef(false)
  const focusList = () => {
    const first = self.current?.querySelector<HTMLElement>('.lookups button')
    first?.focus()
    isListAwaited.current = !first
  }
  // After the first paint, before anything is typed.
  useEffect(() => void search.finds.load(), [search])
  const described = finds?.described.value
  const isSeveral = finds !== undefined && finds.ids.value.length > 1
  const goOn = () => {
    // Ready for the next paste.
    const clear = () => (text.value = '')
    const isOpened = search.go(
      (focus) => {
        onOpen(focus)
        clear()
      },
      onFilter &&
        ((filter) => {
          onFilter(filter)
          clear()
        }),
    )
    if (!isOpened) focusList()
  }
  return (
    <search class="find" ref={self}>
      <div class="field-with-icon">
        <SearchIcon />
        <input
          type="text"
          aria-label={commonWords.search.label}
          aria-describedby={`${id}-message`}
          placeholder={commonWords.search.placeholder}
          autocomplete="off"
          spellcheck={false}
          autofocus={autofocus}
          {...key}
          value={text.value}
          onInput={(event) => {
            isListAwaited.current = false
            text.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || (event.key === 'ArrowDown' && isSeveral)) {
              // Or the same key press would reach the next focused element.
              event.preventDefault()
              goOn()
            }
            if (event.key === 'Escape' && text.value !== '') {
              // Only the next Escape closes the case or the popup.
              event.preventDefault()
              text.value = ''
            }
          }}
        />
        {text.value !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label={commonWords.clear}
            title={commonWords.clear}
            onClick={() => {
              text.value = ''
            }}
          >
            <CloseIcon />
          </button>
        )}
      </div>
      <p
        id={`${id}-message`}
        class={described?.isProblem ? 'find-message find-problem' : 'find-message'}
        role="status"
      >
        {described?.text}
      </p>
      {isSeveral && (
        <LookupList
          label={commonWords.search.found}
          ids={finds.ids.value}
          lookups={finds.lookups}
          onShow={() => isListAwaited.current && focusList()}
          onOpenCase={(one) => onOpen({ case: one })}
        />
      )}
    </search>
  )
}
