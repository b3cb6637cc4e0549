/**
 * Single keys, for whoever works without a mouse. A key presses what says `aria-keyshortcuts`, the first of those that can
 * be seen; so what cannot be pressed has no key, and where keys are turned off nothing says that it has one.
 */
import type { Signal } from '@preact/signals'

/** What may be typed has its keys to itself. */
const EDITABLE = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/** Those that copy: after one of them, an agent pastes without looking. */
const COPY_KEYS = 'cr'

export interface KeyParts {
  /** A key that copies was pressed where there is nothing to copy, or not yet. */
  onNothing(): void
  /** Makes the box that has a key be seen, where something lies over it. */
  uncover?(): void
}

export function followKeys(document: Document, ended: AbortSignal, { onNothing, uncover }: KeyParts): void {
  document.addEventListener(
    'keydown',
    (event) => {
      const { key, target } = event
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      if (event.ctrlKey || event.metaKey || event.altKey || key.length !== 1) return
      if (target instanceof Element && target.closest(EDITABLE)) return
      // What lies over everything else is dealt with first.
      if (document.querySelector(':modal')) return
      const all = [...document.querySelectorAll<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(key)}"]`)]
      const seen = all.find((one) => one.checkVisibility())
      const found = seen ?? all.find((one) => one instanceof HTMLInputElement)
      if (!found) {
        if (COPY_KEYS.includes(key)) onNothing()
        return
      }
      event.preventDefault()
      // A turn later: the letter of this very key would go into the box.
      if (found instanceof HTMLInputElement) {
        if (!seen) uncover?.()
        setTimeout(() => found.select())
      } else found.click()
    },
    { signal: ended },
  )
}

/** Where it is kept whether the agent wants them; they do unless they have said otherwise. */
export interface KeySetting {
  get(): Promise<boolean | undefined>
  set(value: boolean): Promise<void>
  watch(listener: (value: boolean | undefined) => void, abort: AbortSignal): void
}

/** Keeps `areOn` as it is kept, whoever changes it. */
export function followKeySetting(
  setting: Pick<KeySetting, 'get' | 'watch'>,
  areOn: Signal<boolean>,
  ended: AbortSignal,
): void {
  let isReported = false
  setting.watch((isOn = true) => {
    isReported = true
    areOn.value = isOn
  }, ended)
  void setting.get().then((isOn = true) => {
    if (!ended.aborted && !isReported) areOn.value = isOn
  })
}
