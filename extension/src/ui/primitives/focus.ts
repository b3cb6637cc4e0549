/** Moves the focus to the nearest element when the focused one disappears: browsers restart at the top of the document. */

const FOCUSABLE = ':is(a[href], button, input, select, textarea, summary, [tabindex]):not([tabindex="-1"])'

export function keepFocus(view: Window, abort: AbortSignal): void {
  const { document } = view
  const listen = { signal: abort }
  let last: Element | undefined
  /** Its ancestors, the nearest first. */
  let around: Element[] = []
  /** All focusable elements then, in document order. */
  let order: Element[] = []
  /** Lost the focus when the surface became narrow; gets it back when it is wide again. */
  let displaced: { from: Element; to: Element } | undefined

  function take(target: Element): void {
    last = target
    around = []
    for (let one = target.parentElement; one; one = one.parentElement) around.push(one)
    order = [...document.querySelectorAll(FOCUSABLE)]
  }

  function findNearest(lost: Element): HTMLElement | undefined {
    const index = order.indexOf(lost)
    const nearby = [...order.slice(index + 1), ...order.slice(0, Math.max(0, index)).reverse()]
    for (const box of around.filter(isOnScreen)) {
      const within = (one: Element): one is HTMLElement =>
        one instanceof HTMLElement && box.contains(one) && isOnScreen(one)
      const found = nearby.find(within) ?? [...box.querySelectorAll(FOCUSABLE)].find(within)
      if (found) return found
    }
    return undefined
  }

  function check(): void {
    const lost = last
    if (!lost || isOnScreen(lost)) return
    if (document.activeElement !== document.body && document.activeElement !== lost) return
    const next = findNearest(lost)
    if (!next) return
    next.focus()
    displaced = { from: lost, to: next }
  }

  function putBack(): void {
    check()
    if (!displaced || document.activeElement !== displaced.to || !isOnScreen(displaced.from)) return
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
      // Later: a closing dialog returns the focus first.
      setTimeout(() => {
        if (!last || target !== last || document.activeElement === last) return
        if (isOnScreen(last)) last = undefined
        else check()
      })
    },
    listen,
  )
  // Asking what can be seen takes the browser milliseconds: a list that scrolls changes at each frame.
  const observer = new MutationObserver((changes) => {
    const lost = last
    if (!lost) return
    const isMeant = changes.some(({ type, target }) => type === 'attributes' && target.contains(lost))
    if (isMeant || !lost.isConnected) check()
  })
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['hidden', 'disabled', 'data-open'],
  })
  abort.addEventListener('abort', () => observer.disconnect(), { once: true })
  view.addEventListener('resize', putBack, listen)
}

const isOnScreen = (one: Element): boolean =>
  one.isConnected && one.checkVisibility() && !one.matches(':disabled')
