import { useState } from 'preact/hooks'
import { CheckIcon, CopyIcon } from './icons.tsx'
import { useSurface } from './surface.ts'

type Outcome = 'none' | 'copied' | 'refused'

const SAID: Readonly<Record<Outcome, string>> = {
  none: '',
  copied: 'Copied',
  refused: 'Could not copy: select it and copy by hand',
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { copyText } = useSurface()
  const [outcome, setOutcome] = useState<Outcome>('none')
  const copy = () =>
    copyText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        onClick={() => void copy()}
        onBlur={() => setOutcome('none')}
      >
        {outcome === 'copied' ? <CheckIcon /> : <CopyIcon />}
      </button>
      <span role="status" class={outcome === 'refused' ? 'quiet' : 'unseen'}>
        {SAID[outcome]}
      </span>
    </>
  )
}
