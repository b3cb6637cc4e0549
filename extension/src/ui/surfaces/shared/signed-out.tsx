/** Nobody is signed in: what this is, or why it ended, and the ways on. */
import type { SignedOutReason } from '../../../platform/stored.ts'
import { DashedRingIcon, DiamondIcon } from '../../primitives/icons.tsx'
import { Notice } from '../../primitives/notice.tsx'
import { useSurface } from '../../primitives/surface-context.ts'

interface SignedOutProps {
  reason: SignedOutReason | undefined
  trySamples: (() => void) | undefined
}

export function SignedOut({ reason, trySamples }: SignedOutProps) {
  const { openOptions } = useSurface()
  if (reason) {
    return (
      <Notice
        icon={DiamondIcon}
        tone="attention"
        title="You are signed out"
        action={{ label: 'Sign in again', run: openOptions, isMain: true }}
      >
        <p>{reason.detail}</p>
        <p>Ask your admin for a new pairing code.</p>
      </Notice>
    )
  }
  return (
    <Notice
      icon={DashedRingIcon}
      tone="calm"
      title="Inquiry Lens is not connected yet"
      action={{ label: 'Connect', run: openOptions, isMain: true }}
      otherAction={trySamples && { label: 'Try it with samples', run: trySamples }}
    >
      <p>See what happened to a customer’s identity verification without leaving the ticket.</p>
      {trySamples && <p>Connect to your company’s relay, or look around with fictional customers first.</p>}
    </Notice>
  )
}
