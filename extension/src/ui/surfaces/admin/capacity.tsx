import { adminWords } from '../../../locales/admin.ts'
import type { Account, AuditStatus } from '../../../messages/messages.ts'
import { CopyButton } from '../../primitives/button.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import { CapacityNotice } from '../shared/capacity-notice.tsx'

/** Capacity of the audit log: meter, alarm, and the export command that makes room. */
interface MeterProps {
  label: string
  /** From 0 to 1. */
  share: number
  text: string
  tone: 'good' | 'attention' | 'bad'
}

export function Meter({ label, share, text, tone }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <span class="meter" data-tone={tone}>
      <progress class="meter-bar" aria-label={label} value={percent} max={100} />
      <span>{text}</span>
    </span>
  )
}

export function Command({ text }: { text: string }) {
  return (
    <p class="command">
      <code>{text}</code>
      <CopyButton text={text} label={adminWords.exporting.copy} />
    </p>
  )
}

interface CapacityAlarmProps {
  status: AuditStatus | undefined
  account: Account
}

export function CapacityAlarm({ status, account }: CapacityAlarmProps) {
  const { now } = useSurface()
  return (
    <CapacityNotice status={status}>
      <ExportCommand account={account} now={now.value} />
    </CapacityNotice>
  )
}

export function ExportCommand({ account, now }: { account: Account; now: number }) {
  const day = new Date(now).toISOString().slice(0, 10)
  return (
    <>
      <Command
        text={`npm run audit -- export audit-${day}.ndjson --relay ${account.relay} --as ${account.email}`}
      />
      <p>{adminWords.exporting.howTo}</p>
    </>
  )
}
