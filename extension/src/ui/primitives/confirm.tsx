/** Asks once more before something that cannot be taken back. It stays until that is done, or not wanted. */
import { useLayoutEffect, useRef } from 'preact/hooks'

interface SureProps {
  /** What is asked about, for those who hear it. */
  about: string
  question: string
  permission: string
  busyAct: string
  keep: string
  isBusy: boolean
  onAct(): void
  onKeep(): void
}

export function Confirm({ about, question, permission, busyAct, keep, isBusy, onAct, onKeep }: SureProps) {
  const harmless = useRef<HTMLButtonElement>(null)
  // The harmless one has the focus, so that a second Enter does nothing.
  useLayoutEffect(() => harmless.current?.focus(), [])
  return (
    <fieldset
      class="sure"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isBusy) onKeep()
      }}
    >
      <legend class="visually-hidden">{about}</legend>
      <span>{question}</span>
      <button
        type="button"
        class="button button-grave"
        aria-disabled={isBusy}
        onClick={() => !isBusy && onAct()}
      >
        {isBusy ? busyAct : permission}
      </button>
      <button
        ref={harmless}
        type="button"
        class="button"
        aria-disabled={isBusy}
        onClick={() => !isBusy && onKeep()}
      >
        {keep}
      </button>
    </fieldset>
  )
}
