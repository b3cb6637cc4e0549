/** Buttons for what takes a while, and for what cannot be undone. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Action } from '../state/resource/resource.ts'

interface BusyButtonProps {
  action: Pick<Action<unknown>, 'isBusy' | 'run'>
  label: string
  busyLabel: string
}

export function BusyButton({ action, label, busyLabel }: BusyButtonProps) {
  const isBusy = action.isBusy.value
  return (
    <button type="button" class="button" aria-disabled={isBusy} onClick={action.run}>
      {isBusy ? busyLabel : label}
    </button>
  )
}

interface ConfirmProps {
  /** Names the question for screen readers. */
  about: string
  question: string
  action: string
  busyAct: string
  keep: string
  isBusy: boolean
  onAct(): void
  onKeep(): void
}

/** Asks before something irreversible; stays until it is done or cancelled. */
export function Confirm({ about, question, action, busyAct, keep, isBusy, onAct, onKeep }: ConfirmProps) {
  const harmless = useRef<HTMLButtonElement>(null)
  // The harmless one has the focus, so that a second Enter does nothing.
  useLayoutEffect(() => harmless.current?.focus(), [])
  const shared = { type: 'button', 'aria-disabled': isBusy } as const
  const unlessBusy = (run: () => void) => () => {
    if (!isBusy) run()
  }
  const cancel = unlessBusy(onKeep)
  return (
    <fieldset class="sure" onKeyDown={({ key }) => key === 'Escape' && cancel()}>
      <legend class="visually-hidden">{about}</legend>
      <span>{question}</span>
      <button class="button button-grave" {...shared} onClick={unlessBusy(onAct)}>
        {isBusy ? busyAct : action}
      </button>
      <button ref={harmless} class="button" {...shared} onClick={cancel}>
        {keep}
      </button>
    </fieldset>
  )
}
