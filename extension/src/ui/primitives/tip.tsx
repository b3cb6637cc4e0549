/**
 * Shows the exact time on hover and on keyboard focus, which `title` cannot. One for the surface, since lists would clip it
 * (WCAG 2.2, 1.4.13: Escape closes it, and the pointer may rest on it).
 */
import { useEffect, useRef, useState } from 'preact/hooks'

const TIP_ID = 'exact-time'
const EDGE = 4
const PADDING = 8

interface Tip {
  text: string
  right: number
  top: number
}

const findTime = (target: EventTarget | null, within: boolean): HTMLElement | null => {
  if (!(target instanceof Element)) return null
  const found = target.closest<HTMLElement>('[data-exact]')
  return found ?? (within ? target.querySelector<HTMLElement>('[data-exact]') : null)
}

/** Computed, since the tip lets the pointer through. */
function isOver(tip: HTMLElement | null, { clientX, clientY }: PointerEvent): boolean {
  const box = tip?.getBoundingClientRect()
  return (
    box !== undefined &&
    clientX >= box.left &&
    clientX <= box.right &&
    clientY >= box.top &&
    clientY <= box.bottom
  )
}

export function Tip() {
  const [tip, setTip] = useState<Tip>()
  const self = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const abort = new AbortController()
    const listen = { signal: abort.signal }
    let described: Element | undefined

    const hide = () => {
      described?.removeAttribute('aria-describedby')
      described = undefined
      shown = undefined
      changes.disconnect()
      setTip(undefined)
    }
    let shown: HTMLElement | undefined
    // Its language or its time.
    const changes = new MutationObserver(() =>
      setTip((before) => before && { ...before, text: shown?.dataset.exact ?? '' }),
    )
    const show = (time: HTMLElement) => {
      if (time === shown) return
      shown = time
      changes.disconnect()
      changes.observe(time, { attributeFilter: ['data-exact'] })
      const box = time.getBoundingClientRect()
      setTip({
        text: time.dataset.exact ?? '',
        right: Math.max(EDGE, document.documentElement.clientWidth - box.right - PADDING),
        // Over the time itself: its neighbours stay visible.
        top: box.top + box.height / 2,
      })
    }
    const onPointer = (event: PointerEvent) => {
      const time = findTime(event.target, false)
      if (time) show(time)
      else if (!described && !isOver(self.current, event)) hide()
    }
    const onFocus = (event: FocusEvent) => {
      hide()
      // For the keyboard only: a click is no wish to read the time.
      if (!(event.target instanceof Element) || !event.target.matches(':focus-visible')) return
      const time = findTime(event.target, true)
      if (!time) return
      described = event.target
      described.setAttribute('aria-describedby', TIP_ID)
      show(time)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointermove', onPointer, listen)
    document.addEventListener('focusin', onFocus, listen)
    document.addEventListener('focusout', hide, listen)
    document.addEventListener('keydown', onKey, listen)
    document.addEventListener('scroll', () => !described && hide(), { ...listen, capture: true })
    return () => {
      changes.disconnect()
      abort.abort()
    }
  }, [])

  return (
    <div
      ref={self}
      id={TIP_ID}
      class="tip"
      role="tooltip"
      hidden={!tip}
      style={tip && { top: `${tip.top}px`, right: `${tip.right}px` }}
    >
      {tip?.text}
    </div>
  )
}
