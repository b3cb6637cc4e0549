/** Copies a text; where the browser does not let it, shows the text instead, ready to be copied by hand. */
import type { ComponentType } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { CheckIcon, CopyIcon } from './icons.tsx'
import { useSurface } from './surface.ts'

interface CopyButtonProps {
  text: string
  label: string
  /** Says its label rather than an icon alone. */
  isWorded?: boolean
  icon?: ComponentType
}

type Outcome = 'none' | 'copied' | 'refused'

export function CopyButton({ text, label, isWorded = false, icon = CopyIcon }: CopyButtonProps) {
  const { copyText } = useSurface()
  const [outcome, setOutcome] = useState<Outcome>('none')
  const copy = () =>
    copyText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  const Icon = outcome === 'copied' ? CheckIcon : icon
  return (
    <>
      <button
        type="button"
        class={isWorded ? 'button' : 'icon-button'}
        {...(!isWorded && { 'aria-label': label, title: label })}
        onClick={() => void copy()}
        onBlur={() => outcome === 'copied' && setOutcome('none')}
      >
        <Icon />
        {isWorded && (outcome === 'copied' ? 'Copied' : label)}
      </button>
      <span role="status" class="unseen">
        {outcome === 'copied' && 'Copied'}
      </span>
      {outcome === 'refused' && <ByHand text={text} label={label} onLeave={() => setOutcome('none')} />}
    </>
  )
}

function ByHand({ text, label, onLeave }: { text: string; label: string; onLeave(): void }) {
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  return (
    <span class="by-hand">
      <input ref={field} type="text" readOnly value={text} aria-label={label} onBlur={onLeave} />
      <span role="status">The browser did not copy it: press Ctrl+C or ⌘C</span>
    </span>
  )
}
