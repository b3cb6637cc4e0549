/** The heading of a case with the way back (button, Esc, Alt+Left), and the line that says what changed. */

import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { commonWords, frameWords } from '../../locales/surface.ts'
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
        aria-label={frameWords.backTo(backTo)}
        title={frameWords.back}
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
      ? frameWords.changedTo(commonWords.states[change.to])
      : frameWords.changes(change.count))
  return (
    <>
      <p class="visually-hidden" role="status">
        {what && frameWords.changed(what)}
      </p>
      {change && (
        <p class="unread-line">
          <span class="unread-mark" data-mark="changed" />
          <span class="unread-text">
            {frameWords.changedBefore}
            <time data-exact={formatExact(change.at)}>{formatRelative(change.at, now.value)}</time>
            {frameWords.changedAfter}
            {what}
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={frameWords.seen}
            title={frameWords.seen}
            onClick={see}
          >
            <CloseIcon />
          </button>
        </p>
      )}
    </>
  )
}
