/**
 * Copies a text; where the browser does not let it, shows the text instead, ready to be copied by hand. Facts about
 * somebody are copied once the relay has written it down, and not before.
 */
import type { ComponentType } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { CheckIcon, drawIcon } from './icons.tsx'
import { type Copy, type CopyOutcome, useKey, useSurface } from './surface-context.ts'

const CopyIcon = drawIcon('M6 5.75h7.25v7.5H6zM10 5.75v-3H2.75v7.5H6')

interface CopyButtonProps extends Copy {
  label: string
  /** Says its label rather than an icon alone. */
  isWorded?: boolean
  /** What most come for. */
  isMain?: boolean
  icon?: ComponentType
  /** The single key that presses it, where keys are followed. */
  shortcut?: string
}

/** `told`: copied by its key, from wherever the agent was, who may not have the button in sight. */
type Outcome = CopyOutcome | 'told'

/** Long enough to be read once. */
const TOLD_MS = 3000

export function CopyButton(props: CopyButtonProps) {
  const { text, label, isWorded = false, isMain = false, icon = CopyIcon, shortcut } = props
  const { policy, ...surface } = useSurface()
  const self = useRef<HTMLButtonElement>(null)
  const [outcome, setOutcome] = useState<Outcome>('none')
  const key = useKey(shortcut, isWorded ? undefined : label)
  useEffect(() => {
    if (outcome !== 'told') return
    const timer = setTimeout(() => setOutcome('none'), TOLD_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  async function copy(): Promise<void> {
    const copied = await surface.copy(props)
    setOutcome(copied === 'copied' && document.activeElement !== self.current ? 'told' : copied)
  }
  if (policy.value.off.includes('copy')) return null
  const isCopied = outcome === 'copied' || outcome === 'told'
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
          // Later, since a frame that loses the focus as a whole has it until then: there the outcome stays in sight.
          setTimeout(() => document.hasFocus() && setOutcome('none'))
        }}
      >
        <Icon />
        {isWorded && (isCopied ? 'Copied' : label)}
      </button>
      <span role="status" class={outcome === 'told' ? 'toast' : 'visually-hidden'}>
        {isCopied && label.replace('Copy', 'Copied')}
      </span>
      {typeof outcome === 'object' && (
        <span class="by-hand" role="alert">
          Not copied. {outcome.title}: {outcome.nextStep}
        </span>
      )}
      {outcome === 'refused' && <ByHand text={text} label={label} onLeave={() => setOutcome('none')} />}
    </>
  )
}

/** Longer than a link or an ID: a text that wraps. */
const LONG = 100

function ByHand({ text, label, onLeave }: { text: string; label: string; onLeave(): void }) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
    // Selecting shows the end of it.
    field.current?.scrollTo(0, 0)
  }, [])
  const props = { ref: field, readOnly: true, value: text, 'aria-label': label, onBlur: onLeave }
  return (
    <span class="by-hand">
      {text.length > LONG || text.includes('\n') ? (
        <textarea rows={4} {...props} />
      ) : (
        <input type="text" {...props} />
      )}
      <span role="status">The browser did not copy it: press Ctrl+C or ⌘C</span>
    </span>
  )
}
