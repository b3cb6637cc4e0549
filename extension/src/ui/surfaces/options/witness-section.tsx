/** What this browser saw of the relay's record, for whoever wants to hold the record against it. */
import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import type { AuditAlarm, AuditWitness } from '../../../messages/messages.ts'
import { formatExact, formatRelative } from '../../format/time.ts'
import { BusyButton } from '../../primitives/button.tsx'
import { CopyButton } from '../../primitives/copy-button.tsx'
import { Fact } from '../../primitives/facts.tsx'
import { TriangleIcon } from '../../primitives/icons.tsx'
import { Notice } from '../../primitives/notice.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import type { WitnessState } from '../../state/session/audit.ts'

const WRONG: Readonly<Record<AuditAlarm['kind'], string>> = {
  backwards: 'The relay’s record is shorter than it was',
  rewritten: 'A line of the relay’s record is not what it was',
  forged: 'What the relay says of its record is not signed by its key',
  'new-key': 'The relay signs its record with another key than before',
}

export function WitnessSection({ state: { witness, resolve } }: { state: WitnessState }) {
  const held = witness.value
  if (!held) return null
  return (
    <section aria-labelledby="witness">
      <h2 id="witness">The relay’s record</h2>
      {held.alarm && (
        <Notice icon={TriangleIcon} tone="bad" size="line" title={WRONG[held.alarm.kind]}>
          <p>
            Noticed {formatExact(held.alarm.at)}. Tell your compliance officer, and give them the file: it
            shows what the record was. Until then nothing replaces what is kept here.
          </p>
        </Notice>
      )}
      <p class="lead">
        Who saw what is on record at the relay. This browser keeps the newest line that it was told of,
        signed, so that nobody can rewrite the record unseen. It names nobody, and stays when you sign out.
      </p>
      <Kept held={held} />
      {held.alarm && (
        <div class="form-actions">
          <BusyButton action={resolve} label="Mark as resolved" busyLabel="Resolving…" />
        </div>
      )}
    </section>
  )
}

function Kept({ held }: { held: AuditWitness }) {
  const { now } = useSurface()
  if (!held.head) return <p class="quiet">The relay has not told of a line yet.</p>
  const text = writeWitness(held)
  return (
    <>
      <dl class="facts">
        <Fact name="Line">
          {held.head.seq}, seen {formatRelative(held.seenAt, now.value)}
        </Fact>
        <Fact name="SHA-256">
          <code>{held.head.hash}</code>
        </Fact>
      </dl>
      <div class="form-actions">
        <a
          class="button"
          download="record-witness.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Save as a file
        </a>
        <CopyButton text={text} label="Copy" isWorded />
      </div>
    </>
  )
}

/** As `npm run audit -- verify --witness FILE` takes it. */
function writeWitness({ relay, key, head, seenAt, alarm }: AuditWitness): string {
  const lines = [
    `# ${relay}, key ${key}`,
    ...(head ? [`# seen ${new Date(seenAt).toISOString()}`, formatCheckpoint(head)] : []),
    ...(alarm ? [`# ${alarm.kind} ${new Date(alarm.at).toISOString()}: ${alarm.told}`] : []),
  ]
  return `${lines.join('\n')}\n`
}
