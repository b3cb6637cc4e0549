/** The card's dialog: reports its height, takes the focus on request, closes with Escape. */
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { shortenId } from '../../format/source.ts'

/** A new object each time that the card is shown. */
export interface CardContent {
  id: string
  /** The ID is a customer number. */
  isReference: boolean
  takeFocus: boolean
}

interface CardShellProps {
  /** `undefined`: hidden. */
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
        // Not on keydown: the page would receive the keyup.
        if (key === 'Escape' && isEscaping.current) onClose()
      }}
    >
      {children}
    </div>
  )
}
