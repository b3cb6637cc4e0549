/** Nobody is signed in: what this is, or why it ended, and the ways on. */
import type { SignedOutReason } from '../../../stored.ts'
import { DashedRingIcon, DiamondIcon, TriangleIcon } from '../../primitives/icons.tsx'
import { Notice, type NoticeProps } from '../../primitives/notice.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import { Wordmark } from '../../primitives/wordmark.tsx'

interface SignedOutProps {
  reason: SignedOutReason | undefined
  trySamples: (() => void) | undefined
}

export function SignedOut({ reason, trySamples }: SignedOutProps) {
  const { openOptions } = useSurface()
  if (reason) {
    return (
      <Alone
        icon={DiamondIcon}
        tone="attention"
        title="You are signed out"
        action={{ label: 'Sign in again', run: openOptions, isMain: true }}
      >
        <p>{reason.detail}</p>
        <p>Ask your admin for a new pairing code.</p>
      </Alone>
    )
  }
  return (
    <Alone
      icon={DashedRingIcon}
      tone="calm"
      title="Inquiry Lens is not connected yet"
      action={{ label: 'Connect', run: openOptions, isMain: true }}
      otherAction={trySamples && { label: 'Try it with samples', run: trySamples }}
    >
      <p>See what happened to a customer’s identity verification without leaving the ticket.</p>
      {trySamples && <p>Connect to your company’s relay, or look around with fictional customers first.</p>}
    </Alone>
  )
}

/** After a while without input, until the agent says that they are there. */
export function Locked({ onOpen }: { onOpen(): void }) {
  return (
    <Alone
      icon={DiamondIcon}
      tone="calm"
      title="Locked"
      action={{ label: 'Go on', run: onOpen, isMain: true }}
    >
      <p>Nobody used Inquiry Lens for 15 minutes, so what it showed was cleared. You are still signed in.</p>
    </Alone>
  )
}

function Alone(props: NoticeProps) {
  return (
    <main class="signed-out">
      <h1>
        <Wordmark />
      </h1>
      <Notice {...props} />
    </main>
  )
}

/** The record of who saw what is not what it was: not the agent's to mend, and not to be overlooked. */
export function AuditAlarmNotice() {
  const { openOptions } = useSurface()
  return (
    // Above all else on a surface, so that it needs a landmark of its own.
    <aside aria-label="Alarm">
      <Notice
        icon={TriangleIcon}
        tone="bad"
        size="line"
        title="The relay’s record is not what it was"
        action={{ label: 'See the details', run: openOptions }}
      >
        <p>Tell your compliance officer.</p>
      </Notice>
    </aside>
  )
}
