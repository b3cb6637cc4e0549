/**
 * The exact time of whatever the pointer or the focus is on. `title` would not reach the keyboard; a tip inside a row
 * would be cut off by the list; so there is one for the whole surface (WCAG 2.2, 1.4.13: Escape puts it away, and the
 * pointer may rest on it).
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

/** The tip lets clicks through to what it lies on, so where it is has to be worked out. */
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
    const ended = new AbortController()
    const listen = { signal: ended.signal }
    let described: Element | undefined

    const hide = () => {
      described?.removeAttribute('aria-describedby')
      described = undefined
      shown = undefined
      setTip(undefined)
    }
    let shown: HTMLElement | undefined
    const show = (time: HTMLElement) => {
      if (time === shown) return
      shown = time
      const box = time.getBoundingClientRect()
      setTip({
        text: time.dataset.exact ?? '',
        right: Math.max(EDGE, document.documentElement.clientWidth - box.right - PADDING),
        // In the time's own place: what stands around it stays in sight.
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
      // A click says what it wants by itself; the keyboard has no other way to rest on a time.
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
    return () => ended.abort()
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
