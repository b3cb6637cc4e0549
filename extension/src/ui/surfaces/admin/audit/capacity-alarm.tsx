/** What an admin does about a record that fills up: the command that makes room, to be copied. */
import type { Account, RecordStanding } from '../../../../messages/messages.ts'
import { useSurface } from '../../../primitives/surface-context.ts'
import { RecordFillNotice } from '../../shared/capacity-notice.tsx'
import { Command } from '../command.tsx'

interface RecordAlarmProps {
  standing: RecordStanding | undefined
  account: Account
}

export function RecordAlarm({ standing, account }: RecordAlarmProps) {
  const { now } = useSurface()
  return (
    <RecordFillNotice standing={standing}>
      <ExportCommand account={account} now={now.value} />
    </RecordFillNotice>
  )
}

/** The very words, for this relay and this person. */
export function ExportCommand({ account, now }: { account: Account; now: number }) {
  const day = new Date(now).toISOString().slice(0, 10)
  return (
    <>
      <Command
        text={`npm run record -- export record-${day}.ndjson --relay ${account.relay} --as ${account.email}`}
      />
      <p>
        In the relay’s repository, with BOOTSTRAP_TOKEN set; for a relay on that machine it is found by
        itself.
      </p>
    </>
  )
}
