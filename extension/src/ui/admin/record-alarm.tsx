/** A record that fills up must be noticed long before it refuses, whatever somebody came to this page for. */
import type { RecordFill } from '@inquiry-lens/shared/api.ts'
import type { Account, RecordStanding } from '../../messages.ts'
import { TriangleIcon } from '../components/icons.tsx'
import { Notice } from '../components/notice.tsx'
import { useSurface } from '../components/surface.ts'
import { Command } from './command.tsx'

const TITLES: Readonly<Record<Exclude<RecordFill, 'roomy'>, string>> = {
  'nearly-full': 'The record is nearly full',
  full: 'The record is full: nothing about anybody is answered',
  'at-end': 'The record is at its end: nothing is answered',
}

interface RecordAlarmProps {
  standing: RecordStanding | undefined
  account: Account
}

export function RecordAlarm({ standing, account }: RecordAlarmProps) {
  const { now } = useSurface()
  if (!standing || standing.fill === 'roomy') return null
  const { fill, used, capacity, waiting } = standing
  return (
    <Notice
      icon={TriangleIcon}
      tone={fill === 'nearly-full' ? 'attention' : 'bad'}
      size="line"
      title={`${TITLES[fill]} (${Math.round((used / capacity) * 100)} %)`}
    >
      <p>
        Days that were copied out may go, and make room.{' '}
        {waiting > 0 ? `${waiting} closed ${waiting === 1 ? 'day is' : 'days are'} still to be copied.` : ''}
      </p>
      <ExportCommand account={account} now={now.value} />
    </Notice>
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
