/** A pairing code, shown this once: for how long it works, and all that its owner needs to be told. */
import type { AddedAgent } from '@inquiry-lens/shared/contract/api.ts'
import { useEffect, useRef } from 'preact/hooks'
import { formatWait, parseInstant } from '../../../format/time.ts'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'

interface PairingCodeProps {
  added: AddedAgent
  relay: string
  onDone(): void
}

export function PairingCode({ added, relay, onDone }: PairingCodeProps) {
  const { now } = useSurface()
  const { agent, code, expiresAt } = added
  const heading = useRef<HTMLHeadingElement>(null)
  // It may have been asked for from far down the list.
  useEffect(() => heading.current?.focus(), [code])
  // Never more than there is: this clock is up to a second behind.
  const left = (parseInstant(expiresAt) ?? 0) - now.value - 1000
  const invitation = [
    `You can sign in to Inquiry Lens as ${agent.email}.`,
    'In the extension’s options, enter',
    `Relay address: ${relay}`,
    `Pairing code: ${code}`,
    'The code works once, for ten minutes.',
  ].join('\n')
  return (
    <div class="pairing-code">
      <h3 ref={heading} tabIndex={-1}>
        Pairing code for {agent.email}, as {agent.role}
      </h3>
      <p>
        <code>{code}</code>
      </p>
      <p class="field-hint">
        Works once, for another {formatWait(left)}. It is shown here this once and kept nowhere; pass it on
        where only they can read it.
      </p>
      <div class="form-actions">
        <CopyButton text={code} label="Copy code" isWorded />
        <CopyButton text={invitation} label="Copy invitation" isWorded />
        <button type="button" class="button" onClick={onDone}>
          Done
        </button>
      </div>
    </div>
  )
}
