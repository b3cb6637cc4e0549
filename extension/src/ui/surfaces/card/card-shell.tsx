/** The card as a thing: a dialog that says how high it is, takes the focus when it is given, and closes by Esc. */
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { shortenId } from '../../format/source.ts'

/** A new one each time that it is shown, also for the same ID. */
export interface CardContent {
  id: string
  /** It is one of the company's own numbers. */
  isReference: boolean
  takeFocus: boolean
}

interface CardShellProps {
  /** `undefined`: there is nothing to show, and nothing is. */
  shown: ReadonlySignal<CardContent | undefined>
  onHeight(height: number): void
  onClose(): void
  children: ComponentChildren
}

export function CardShell({ shown, ...props }: CardShellProps) {
  return shown.value && <Shell {...props} shown={shown.value} />
}

function Shell({
  shown,
  onHeight,
  onClose,
  children,
}: Omit<CardShellProps, 'shown'> & { shown: CardContent }) {
  const self = useRef<HTMLDivElement>(null)
  const isEscaping = useRef(false)

  useLayoutEffect(() => {
    const box = self.current
    if (!box) return
    const observer = new ResizeObserver(() => onHeight(box.offsetHeight))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (shown.takeFocus) self.current?.focus()
  }, [shown])

  return (
    <div
      ref={self}
      class="card"
      role="dialog"
      aria-label={`Inquiry Lens: ${shortenId(shown.id)}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        isEscaping.current = true
      }}
      onKeyUp={({ key }) => {
        // Not before: the page, which has the focus then, would hear the key come up.
        if (key === 'Escape' && isEscaping.current) onClose()
      }}
    >
      {children}
    </div>
  )
}
