/**
 * Single-key shortcuts. A key clicks the first visible element with that `aria-keyshortcuts`, so a control that is not
 * there has no key, and turning keys off removes the attribute.
 */
import type { Signal } from '@preact/signals'
import { followStored } from '../resource/resource.ts'

const EDITABLE = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/** After one of these, an agent pastes without looking. */
const COPY_KEYS = 'cr'

export interface KeyParts {
  /** A copy key was pressed while there is nothing to copy. */
  onNothing(): void
  /** Closes what covers the text field that has the key. */
  uncover?(): void
}

export function followKeys(document: Document, abort: AbortSignal, { onNothing, uncover }: KeyParts): void {
  document.addEventListener(
    'keydown',
    (event) => {
      const { key, target } = event
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      if (event.ctrlKey || event.metaKey || event.altKey || key.length !== 1) return
      if (target instanceof Element && target.closest(EDITABLE)) return
      if (document.querySelector(':modal')) return
      const all = [...document.querySelectorAll<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(key)}"]`)]
      const visible = all.find((one) => one.checkVisibility())
      // In a menu that is closed, or below a case.
      const found =
        visible ?? all.find((one) => one instanceof HTMLInputElement || one.dataset.keyHidden !== undefined)
      if (!found) {
        if (COPY_KEYS.includes(key)) onNothing()
        return
      }
      event.preventDefault()
      if (!(found instanceof HTMLInputElement)) return found.click()
      if (!visible) uncover?.()
      // At once, so that what is typed next goes into the field; the key's own letter was prevented.
      if (visible) found.select()
      else setTimeout(() => found.select())
    },
    { signal: abort },
  )
}

/** On unless the agent turned it off. */
export interface KeySetting {
  get(): Promise<boolean | undefined>
  set(value: boolean): Promise<void>
  watch(listener: (value: boolean | undefined) => void, abort: AbortSignal): void
}

export function followKeySetting(
  setting: Pick<KeySetting, 'get' | 'watch'>,
  areOn: Signal<boolean>,
  abort: AbortSignal,
): void {
  followStored(setting, (isOn = true) => (areOn.value = isOn), abort)
}
