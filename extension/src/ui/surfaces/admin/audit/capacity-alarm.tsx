/** What an admin does about a record that fills up: the command that makes room, to be copied. */
import type { Account, AuditStatus } from '../../../../messages/messages.ts'
import { useSurface } from '../../../primitives/surface-context.ts'
import { CapacityNotice } from '../../shared/capacity-notice.tsx'
import { Command } from '../command.tsx'

interface RecordAlarmProps {
  standing: AuditStatus | undefined
  account: Account
}

export function CapacityAlarm({ standing, account }: RecordAlarmProps) {
  const { now } = useSurface()
  return (
    <CapacityNotice standing={standing}>
      <ExportCommand account={account} now={now.value} />
    </CapacityNotice>
  )
}

/** The very words, for this relay and this person. */
export function ExportCommand({ account, now }: { account: Account; now: number }) {
  const day = new Date(now).toISOString().slice(0, 10)
  return (
    <>
      <Command
        text={`npm run audit -- export record-${day}.ndjson --relay ${account.relay} --as ${account.email}`}
      />
      <p>
        In the relay’s repository, with BOOTSTRAP_TOKEN set; for a relay on that machine it is found by
        itself.
      </p>
    </>
  )
}
