/** The audit checkpoint that this browser keeps, for comparison with the relay's audit log. */

import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { optionsWords } from '../../../locales/options.ts'
import type { AuditWitness } from '../../../messages/messages.ts'
import { formatExact, formatRelative } from '../../format/time.ts'
import { BusyButton } from '../../primitives/button.tsx'
import { CopyButton } from '../../primitives/copy-button.tsx'
import { Fact } from '../../primitives/facts.tsx'
import { TriangleIcon } from '../../primitives/icons.tsx'
import { Notice } from '../../primitives/notice.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import type { WitnessState } from '../../state/session/audit.ts'

export function WitnessSection({ state: { witness, resolve } }: { state: WitnessState }) {
  const held = witness.value
  if (!held) return null
  return (
    <section aria-labelledby="witness">
      <h2 id="witness">{optionsWords.witness.title}</h2>
      {held.alarm && (
        <Notice
          icon={TriangleIcon}
          tone="bad"
          size="line"
          title={optionsWords.witness.alarms[held.alarm.kind]}
        >
          <p>{optionsWords.witness.found(formatExact(held.alarm.at))}</p>
        </Notice>
      )}
      <p class="lead">{optionsWords.witness.lead}</p>
      <Kept held={held} />
      {held.alarm && (
        <div class="form-actions">
          <BusyButton
            action={resolve}
            label={optionsWords.witness.resolve}
            busyLabel={optionsWords.witness.resolving}
          />
        </div>
      )}
    </section>
  )
}

function Kept({ held }: { held: AuditWitness }) {
  const { now } = useSurface()
  if (!held.head) return <p class="quiet">{optionsWords.witness.none}</p>
  const text = writeWitness(held)
  return (
    <>
      <dl class="facts">
        <Fact name={optionsWords.witness.entry}>
          {optionsWords.witness.seen(held.head.seq, formatRelative(held.seenAt, now.value))}
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
          {optionsWords.witness.save}
        </a>
        <CopyButton text={text} label={optionsWords.witness.copy} isWorded />
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
