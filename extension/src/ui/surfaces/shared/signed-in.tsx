/** What a surface shows in place of its own view: signed out, locked, or the alarm of the audit log above it. */
import { noticeWords } from '../../../locales/surface.ts'
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
        title={noticeWords.signedOut.title}
        action={{ label: noticeWords.signInAgain, run: openOptions, isMain: true }}
      >
        <p>{reason.detail}</p>
        <p>{noticeWords.signedOut.nextStep}</p>
      </NoticePage>
    )
  }
  return (
    <NoticePage
      icon={DashedRingIcon}
      tone="calm"
      title={noticeWords.notConnected.title}
      action={{ label: noticeWords.notConnected.connect, run: openOptions, isMain: true }}
      otherAction={trySamples && { label: noticeWords.notConnected.trySamples, run: trySamples }}
    >
      <p>{noticeWords.notConnected.about}</p>
      {trySamples && <p>{noticeWords.notConnected.nextStep}</p>}
    </NoticePage>
  )
}

export function Locked({ onOpen }: { onOpen(): void }) {
  return (
    <NoticePage
      icon={DiamondIcon}
      tone="calm"
      title={noticeWords.locked.title}
      action={{ label: noticeWords.locked.continue, run: onOpen, isMain: true }}
    >
      <p>{noticeWords.locked.about}</p>
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
    <aside aria-label={noticeWords.alarm.label}>
      <Notice
        icon={TriangleIcon}
        tone="bad"
        size="line"
        title={noticeWords.alarm.title}
        action={{ label: noticeWords.alarm.details, run: openOptions }}
      >
        <p>{noticeWords.alarm.nextStep}</p>
      </Notice>
    </aside>
  )
}
