/** Listeners that end with a signal, and survive `document.open()`, which removes those of the window and the document. */

interface Events extends WindowEventMap, DocumentEventMap {
  currententrychange: Event
}

const additions: (() => void)[] = []

export function listen<TType extends keyof Events>(
  target: EventTarget,
  type: TType,
  listener: (event: Events[TType]) => void,
  abort: AbortSignal,
): void
export function listen(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  abort: AbortSignal,
): void {
  // Adding one that is there already does nothing.
  const add = () => target.addEventListener(type, listener, { capture: true, signal: abort })
  add()
  // What `document.open()` does not leave alone is the document's only child.
  if (additions.push(add) < 2)
    new MutationObserver(() => {
      for (const again of additions) again()
    }).observe(document, { childList: true })
}

export const onEnd = (abort: AbortSignal, end: () => void): void => abort.addEventListener('abort', end)
