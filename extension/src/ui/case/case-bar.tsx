/** The head of what stands over the lists or beside them, and the way back: its button, Esc, Alt and the left arrow. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { BackIcon } from '../primitives/icons.tsx'

interface CaseBarProps {
  backTo: string
  onBack(): void
  /** In the heading. */
  children: ComponentChildren
  action?: ComponentChildren
}

export function CaseBar({ backTo, onBack, children, action }: CaseBarProps) {
  const heading = useRef<HTMLHeadingElement>(null)

  // Before the browser paints: what had the focus may be out of sight by then.
  useLayoutEffect(() => heading.current?.focus(), [])
  useLayoutEffect(() => {
    const left = new AbortController()
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' && !(event.key === 'ArrowLeft' && event.altKey)) return
        // One Escape closes one thing: what lies on top, or what was typed, goes first.
        if (event.defaultPrevented || document.querySelector(':modal, :popover-open')) return
        event.preventDefault()
        onBack()
      },
      { signal: left.signal },
    )
    return () => left.abort()
  }, [onBack])

  return (
    <header class="case-bar">
      <button
        type="button"
        class="icon-button"
        aria-label={`Back to ${backTo}`}
        title="Back (Esc)"
        onClick={onBack}
      >
        <BackIcon />
      </button>
      <h2 ref={heading} tabIndex={-1}>
        {children}
      </h2>
      {action}
    </header>
  )
}
