/** The editor that the agent used last in a document: the element and its caret. Its text is never read. */
import { listen } from './lifetime.ts'
export interface UsedEditor {
  element: WeakRef<HTMLElement>
  /** `undefined` for a textarea, which keeps its own. */
  caret: Range | undefined
}

/** Notes an editor when it loses the focus: later the page's selection may be elsewhere. */
export function followEditors(): void {
  const world = globalThis.inquiryLens
  if (!world) return
  listen(
    window,
    'focusout',
    (event) => {
      const [target] = event.composedPath()
      if (event.isTrusted && isEditor(target))
        world.usedEditor = { element: new WeakRef(target), caret: noteCaret(target) }
    },
    world.end.signal,
  )
}

export const isEditor = (target: EventTarget | null | undefined): target is HTMLElement =>
  target instanceof HTMLElement && target.matches(':read-write:not(input)')

/** The page's selection, where it is in this element. */
export function noteCaret(element: HTMLElement): Range | undefined {
  const selection = getSelection()
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined
  return range && element.contains(range.endContainer) ? range.cloneRange() : undefined
}

/** Also within open shadow trees. */
export function focusedElement(): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}
