/** Buttons for what takes a while, for what cannot be undone, and for a copy. */

import type { ComponentType } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { noticeWords } from '../../locales/surface.ts'
import type { Action } from '../state/resource/resource.ts'
import { CheckIcon, drawIcon } from './icons.tsx'
import { type Copy, type CopyOutcome, useKey, useSurface } from './surface-context.ts'

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

/** Copies a text, after the relay has recorded it; shows the text for copying by hand where the browser refuses. */
const CopyIcon = drawIcon('copy')

interface CopyButtonProps extends Copy {
  label: string
  /** Shows the label, not an icon alone. */
  isWorded?: boolean
  isMain?: boolean
  icon?: ComponentType
  /** The single key that presses it. */
  shortcut?: string
}

/** `by-key`: the button may be out of sight. */
type Outcome = CopyOutcome | 'by-key'

const TOAST_MS = 3000

export function CopyButton(props: CopyButtonProps) {
  const { text, label, isWorded = false, isMain = false, icon = CopyIcon, shortcut } = props
  const { policy, ...surface } = useSurface()
  const self = useRef<HTMLButtonElement>(null)
  const [outcome, setOutcome] = useState<Outcome>('none')
  const key = useKey(shortcut, isWorded ? undefined : label)
  useEffect(() => {
    if (outcome !== 'by-key') return
    const timer = setTimeout(() => setOutcome('none'), TOAST_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  async function copy(): Promise<void> {
    const copied = await surface.copy(props)
    setOutcome(copied === 'copied' && document.activeElement !== self.current ? 'by-key' : copied)
  }
  if (policy.value.off.includes('copy')) return null
  const isCopied = outcome === 'copied' || outcome === 'by-key'
  const Icon = isCopied ? CheckIcon : icon
  return (
    <>
      <button
        ref={self}
        type="button"
        class={isWorded ? `button${isMain ? ' button-main' : ''}` : 'icon-button'}
        {...(!isWorded && { 'aria-label': label })}
        {...key}
        onClick={() => void copy()}
        onBlur={() => {
          if (outcome === 'refused') return
          // A frame that loses the focus as a whole keeps the outcome in sight; `hasFocus` is right only after the event.
          setTimeout(() => document.hasFocus() && setOutcome('none'))
        }}
      >
        <Icon />
        {isWorded && (isCopied ? noticeWords.copy.copied : label)}
      </button>
      <span role="status" class={outcome === 'by-key' ? 'toast' : 'visually-hidden'}>
        {isCopied && noticeWords.copy.done(label)}
      </span>
      {typeof outcome === 'object' && (
        <span class="by-hand" role="alert">
          {noticeWords.copy.failed(outcome.title, outcome.nextStep)}
        </span>
      )}
      {outcome === 'refused' && <ManualCopy text={text} label={label} onLeave={() => setOutcome('none')} />}
    </>
  )
}

const WRAP_LENGTH = 100

function ManualCopy({ text, label, onLeave }: { text: string; label: string; onLeave(): void }) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
    // Selecting scrolls to the end.
    field.current?.scrollTo(0, 0)
  }, [])
  const props = { ref: field, readOnly: true, value: text, 'aria-label': label, onBlur: onLeave }
  return (
    <span class="by-hand">
      {text.length > WRAP_LENGTH || text.includes('\n') ? (
        <textarea rows={4} {...props} />
      ) : (
        <input type="text" {...props} />
      )}
      <span role="status">{noticeWords.copy.byHand}</span>
    </span>
  )
}
