/** The audit checkpoint that this browser keeps, for comparison with the relay's audit log. */
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
  backwards: 'The relay’s audit log is shorter than before',
  rewritten: 'An entry of the relay’s audit log was changed',
  forged: 'The relay’s audit checkpoint has a wrong signature',
  'new-key': 'The relay signs its audit log with a different key',
}

export function WitnessSection({ state: { witness, resolve } }: { state: WitnessState }) {
  const held = witness.value
  if (!held) return null
  return (
    <section aria-labelledby="witness">
      <h2 id="witness">Audit log check</h2>
      {held.alarm && (
        <Notice icon={TriangleIcon} tone="bad" size="line" title={WRONG[held.alarm.kind]}>
          <p>
            Found {formatExact(held.alarm.at)}. Tell your compliance officer, and give them the file: it shows
            what the audit log was. This checkpoint is kept until you mark the alarm as resolved.
          </p>
        </Notice>
      )}
      <p class="lead">
        The relay logs who viewed what. This browser keeps the newest signed checkpoint of that audit log, so
        that a later change to it is detected. It contains no names, and stays when you sign out.
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
  if (!held.head) return <p class="quiet">No checkpoint yet.</p>
  const text = writeWitness(held)
  return (
    <>
      <dl class="facts">
        <Fact name="Entry">
          {held.head.seq}, seen {formatRelative(held.seenAt, now.value)}
        </Fact>
        <Fact name="SHA-256">
          <code>{held.head.hash}</code>
        </Fact>
      </dl>
      <div class="form-actions">
        <a
          class="button"
          download="audit-checkpoint.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Save as a file
        </a>
        <CopyButton text={text} label="Copy" isWorded />
      </div>
    </>
  )
}

/** The format of `npm run audit -- verify --witness FILE`. */
function writeWitness({ relay, key, head, seenAt, alarm }: AuditWitness): string {
  const lines = [
    `# ${relay}, key ${key}`,
    ...(head ? [`# seen ${new Date(seenAt).toISOString()}`, formatCheckpoint(head)] : []),
    ...(alarm ? [`# ${alarm.kind} ${new Date(alarm.at).toISOString()}: ${alarm.told}`] : []),
  ]
  return `${lines.join('\n')}\n`
}
