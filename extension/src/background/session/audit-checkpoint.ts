/**
 * What this browser saw of each relay's record last, kept to hold the record against later. It is of the relay and not
 * of the agent: it names nobody, so that it may stay when they sign out, which is when somebody could want it gone.
 */
import { AuditKeySchema, CheckpointSchema } from '@inquiry-lens/shared/audit/checkpoint.ts'
import * as v from 'valibot'
import { createItem } from '../../platform/storage.ts'
import { toGuard } from '../../platform/to-guard.ts'

/**
 * `backwards`: the record is shorter than it was. `rewritten`: a line is another than it was. `forged`: not signed by
 * the relay's key. `new-key`: the relay signs with another key than before, so that nothing it says can be held against
 * what it said.
 */
const AlarmSchema = v.object({
  kind: v.picklist(['backwards', 'rewritten', 'forged', 'new-key']),
  /** Milliseconds since the epoch. */
  at: v.number(),
  /** What the relay said instead: a head as its header has it, or a key. */
  told: v.string(),
})

const WitnessSchema = v.object({
  /** The relay's origin. */
  relay: v.string(),
  key: AuditKeySchema,
  /** `null` until the relay has said one since the key is known. */
  head: v.nullable(CheckpointSchema),
  /** Milliseconds since the epoch. */
  seenAt: v.number(),
  /** The first that was wrong. From then on nothing replaces the head, until somebody says so. */
  alarm: v.nullable(AlarmSchema),
})

export type AuditAlarm = v.InferOutput<typeof AlarmSchema>
export type AuditWitness = v.InferOutput<typeof WitnessSchema>

/** Of each relay one, the last used first. */
export const auditWitnesses = createItem('local', 'recordWitnesses', toGuard(v.array(WitnessSchema)))
