/** What opens over a surface: a modal dialog, and a popover under its button. The browser gives the focus back. */
import type { ComponentChildren, JSX, TargetedFocusEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { commonWords } from '../../locales/surface.ts'
import { CloseIcon } from './icons.tsx'

interface DialogProps {
  /** Of its heading, and its class. */
  id: string
  title: string
  closeTitle?: string
  /** Called with what closes it, in place of closing. */
  onAsk?(close: () => void): void
  onClose(): void
  children: ComponentChildren
}

/** Shows itself as soon as it is drawn. */
export function Dialog({ id, title, closeTitle, onAsk, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  const ask = onAsk ? () => onAsk(close) : close
  return (
    <dialog
      ref={dialog}
      class={`dialog ${id}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        ask()
      }}
      onClose={onClose}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={commonWords.close}
          title={closeTitle ?? commonWords.close}
          onClick={ask}
        >
          <CloseIcon />
        </button>
      </div>
      {children}
    </dialog>
  )
}

interface PopoverProps {
  id: string
  label: string
  /** A further class of the two. */
  kind?: string
  /** Its `popovertarget` is the ID. */
  button: JSX.Element
  onBeforeToggle?(isOpening: boolean): void
  children: ComponentChildren
}

export function Popover({ id, label, kind = '', button, onBeforeToggle, children }: PopoverProps) {
  return (
    <div class={`event-filter ${kind}`.trim()} onFocusOut={closeOnLeave}>
      {button}
      <div
        id={id}
        popover="auto"
        class="event-choices"
        role="dialog"
        aria-label={label}
        onBeforeToggle={({ newState }) => onBeforeToggle?.(newState === 'open')}
      >
        {children}
      </div>
    </div>
  )
}

/** Left open, it would cover what has the focus (WCAG 2.4.11). */
function closeOnLeave({ currentTarget, relatedTarget }: TargetedFocusEvent<HTMLElement>): void {
  if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget))
    currentTarget.querySelector<HTMLElement>(':popover-open')?.hidePopover()
}
