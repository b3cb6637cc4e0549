/**
 * Nobody who works by keyboard loses their place: where what had the focus is gone or out of sight, what is nearest to it
 * has the focus next. The browser would begin again at the top of the document.
 */
import type { TargetedFocusEvent } from 'preact'

const FOCUSABLE = ':is(a[href], button, input, select, textarea, summary, [tabindex]):not([tabindex="-1"])'

export function keepFocus(view: Window, ended: AbortSignal): void {
  const { document } = view
  const listen = { signal: ended }
  /** What has the focus, as far as anything has. */
  let last: Element | undefined
  /** What stood around it, the nearest first. */
  let around: Element[] = []
  /** All that could have had the focus then, in the document's order. */
  let order: Element[] = []
  /** What lost it when the surface was made narrower, and may have it back when it is wide again. */
  let displaced: { from: Element; to: Element } | undefined

  function take(target: Element): void {
    last = target
    around = []
    for (let one = target.parentElement; one; one = one.parentElement) around.push(one)
    order = [...document.querySelectorAll(FOCUSABLE)]
  }

  function findNearest(lost: Element): HTMLElement | undefined {
    const place = order.indexOf(lost)
    const nearby = [...order.slice(place + 1), ...order.slice(0, Math.max(0, place)).reverse()]
    for (const box of around.filter(isThere)) {
      const within = (one: Element): one is HTMLElement =>
        one instanceof HTMLElement && box.contains(one) && isThere(one)
      const found = nearby.find(within) ?? [...box.querySelectorAll(FOCUSABLE)].find(within)
      if (found) return found
    }
    return undefined
  }

  function check(): void {
    const lost = last
    if (!lost || isThere(lost)) return
    // Somebody has given it to something else already.
    if (document.activeElement !== document.body && document.activeElement !== lost) return
    const next = findNearest(lost)
    if (!next) return
    next.focus()
    displaced = { from: lost, to: next }
  }

  function putBack(): void {
    check()
    if (!displaced || document.activeElement !== displaced.to || !isThere(displaced.from)) return
    if (displaced.from instanceof HTMLElement) displaced.from.focus()
    displaced = undefined
  }

  document.addEventListener(
    'focusin',
    ({ target }) => {
      if (target instanceof Element) take(target)
    },
    listen,
  )
  document.addEventListener(
    'focusout',
    ({ target }) => {
      // Not at once: what closes gives the focus back by itself.
      setTimeout(() => {
        if (!last || target !== last || document.activeElement === last) return
        // Only whoever turned away from something that is still there wanted to leave it.
        if (isThere(last)) last = undefined
        else check()
      })
    },
    listen,
  )
  const observer = new MutationObserver(check)
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['hidden', 'disabled', 'data-open'],
  })
  ended.addEventListener('abort', () => observer.disconnect(), { once: true })
  view.addEventListener('resize', putBack, listen)
}

const isThere = (one: Element): boolean =>
  one.isConnected && one.checkVisibility() && !one.matches(':disabled')

/** A popover that the keys have gone past would lie over what they come to (WCAG 2.4.11). For what holds it and its button. */
export function closeOnLeave({ currentTarget, relatedTarget }: TargetedFocusEvent<HTMLElement>): void {
  if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget))
    currentTarget.querySelector<HTMLElement>(':popover-open')?.hidePopover()
}
