/** What a surface shows in place of its own view: signed out, locked, or the alarm of the audit log above it. */
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
      <NoticePage
        icon={DiamondIcon}
        tone="attention"
        title="You are signed out"
        action={{ label: 'Sign in again', run: openOptions, isMain: true }}
      >
        <p>{reason.detail}</p>
        <p>Ask your admin for a new pairing code.</p>
      </NoticePage>
    )
  }
  return (
    <NoticePage
      icon={DashedRingIcon}
      tone="calm"
      title="Inquiry Lens is not connected yet"
      action={{ label: 'Connect', run: openOptions, isMain: true }}
      otherAction={trySamples && { label: 'Try it with samples', run: trySamples }}
    >
      <p>See what happened to a customer’s identity verification without leaving the ticket.</p>
      {trySamples && <p>Connect to your company’s relay, or look around with fictional customers first.</p>}
    </NoticePage>
  )
}

export function Locked({ onOpen }: { onOpen(): void }) {
  return (
    <NoticePage
      icon={DiamondIcon}
      tone="calm"
      title="Locked"
      action={{ label: 'Continue', run: onOpen, isMain: true }}
    >
      <p>Inquiry Lens locks after 15 minutes without use. You are still signed in.</p>
    </NoticePage>
  )
}

function NoticePage(props: NoticeProps) {
  return (
    <main class="signed-out">
      <h1>
        <Wordmark />
      </h1>
      <Notice {...props} />
    </main>
  )
}

export function AuditAlarmNotice() {
  const { openOptions } = useSurface()
  return (
    // Above the surface's own landmarks.
    <aside aria-label="Alarm">
      <Notice
        icon={TriangleIcon}
        tone="bad"
        size="line"
        title="The audit log failed its check"
        action={{ label: 'See the details', run: openOptions }}
      >
        <p>Tell your compliance officer.</p>
      </Notice>
    </aside>
  )
}
