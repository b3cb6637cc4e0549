/** The heading of a case with the way back (button, Esc, Alt+Left), and the line that says what changed. */

import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { common } from '../../locales/common.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { CloseIcon, drawIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { CaseChange } from '../state/case/case.ts'

const BackIcon = drawIcon('back')

interface CaseBarProps {
  backTo: string
  onBack(): void
  children: ComponentChildren
  action?: ComponentChildren
}

export function CaseBar({ backTo, onBack, children, action }: CaseBarProps) {
  const heading = useRef<HTMLHeadingElement>(null)

  // Before paint: the element that had the focus may be hidden by then.
  useLayoutEffect(() => heading.current?.focus(), [])
  useLayoutEffect(() => {
    const abort = new AbortController()
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' && !(event.key === 'ArrowLeft' && event.altKey)) return
        // One Escape closes one thing: a dialog, a popover or typed text first.
        if (event.defaultPrevented || document.querySelector(':modal, :popover-open')) return
        event.preventDefault()
        onBack()
      },
      { signal: abort.signal },
    )
    return () => abort.abort()
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

export function ChangeLine({ change: changed, see }: CaseChange) {
  const { now } = useSurface()
  const change = changed.value
  const what =
    change &&
    (change.to !== undefined
      ? `now ${common.states[change.to]}`
      : `${change.count} ${change.count === 1 ? 'thing' : 'things'} more happened`)
  return (
    <>
      <p class="visually-hidden" role="status">
        {what && `Changed: ${what}`}
      </p>
      {change && (
        <p class="unread-line">
          <span class="unread-mark" data-mark="changed" />
          <span class="unread-text">
            Changed <time data-exact={formatExact(change.at)}>{formatRelative(change.at, now.value)}</time>:{' '}
            {what}
          </span>
          <button type="button" class="icon-button" aria-label="Seen" title="Seen" onClick={see}>
            <CloseIcon />
          </button>
        </p>
      )}
    </>
  )
}
