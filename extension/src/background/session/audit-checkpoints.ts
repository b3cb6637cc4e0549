/**
 * Keeps the newest signed checkpoint of each relay's audit log, and raises an alarm when a later one contradicts it. The
 * relay's operator can rewrite the log, but not what the agents' browsers saw of it.
 */

import {
  type Checkpoint,
  checkpointPayload,
  formatCheckpoint,
} from '@inquiry-lens/shared/audit/checkpoint.ts'
import { AuditKeySchema, CheckpointSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { parseCheckpoint } from '@inquiry-lens/shared/contract/headers.ts'
import * as v from 'valibot'
import { ok, type Result } from '../../messages/failure.ts'
import type { AuditAlarm, AuditWitness } from '../../messages/messages.ts'
import { createUpdater, toGuard } from '../../platform/background-storage.ts'
import { createItem } from '../../platform/storage.ts'
import type { AccountKeeper } from './account.ts'

const MAX_RELAYS = 5

const AlarmSchema: v.GenericSchema<unknown, AuditAlarm> = v.object({
  kind: v.picklist(['backwards', 'rewritten', 'forged', 'new-key']),
  at: v.number(),
  told: v.string(),
})

/** One for each relay, the last used first. They name no agent, and stay after signing out. */
export const auditWitnesses = createItem<AuditWitness[]>(
  'local',
  'auditWitnesses',
  toGuard(
    v.array(
      v.object({
        relay: v.string(),
        key: AuditKeySchema,
        head: v.nullable(CheckpointSchema),
        seenAt: v.number(),
        alarm: v.nullable(AlarmSchema),
      }),
    ),
  ),
)

/** Checks the checkpoint header of one answer. Never rejects. */
export type VerifyCheckpoint = (header: string | null) => Promise<void>

export interface AuditCheckpoints {
  /**
   * Call it before the request is sent. Answers may overtake each other, so a checkpoint must be newer only than those
   * known when its request began.
   */
  beginCheck(relay: string): Promise<VerifyCheckpoint>
  /** Keeps the key that `/v1/config` names. The first one counts. */
  keepKey(relay: string, key: string): Promise<void>
  find(relay: string): Promise<AuditWitness | undefined>
  /** Starts again with the next key and checkpoint that the relay sends: the agent has resolved the alarm. */
  reset(relay: string): Promise<void>
}

export function createAuditCheckpoints({
  now,
  isSigned = isSignedBy,
  report,
}: {
  now: () => number
  isSigned?: (head: Checkpoint, key: string) => Promise<boolean>
  report: (error: unknown) => void
}): AuditCheckpoints {
  const update = createUpdater(auditWitnesses, [])
  /** Counts resets. A request that began before one no longer counts. */
  let resets = 0
  /** A copy of what is stored, so that only the first request waits for storage. */
  let cached: AuditWitness[] | undefined

  async function find(relay: string): Promise<AuditWitness | undefined> {
    cached ??= (await auditWitnesses.get()) ?? []
    return cached.find((witness) => witness.relay === relay)
  }

  async function change(
    relay: string,
    edit: (known: AuditWitness | undefined) => AuditWitness | undefined,
  ): Promise<void> {
    cached = await update((all) => {
      const known = all.find((witness) => witness.relay === relay)
      const edited = edit(known)
      if (edited === known) return undefined
      const others = all.filter((witness) => witness.relay !== relay)
      return edited ? [edited, ...others].slice(0, MAX_RELAYS) : others
    })
  }

  const alarmOf = (kind: AuditAlarm['kind'], told: string): AuditAlarm => ({ kind, at: now(), told })

  async function verify(relay: string, head: Checkpoint, before: Checkpoint | null): Promise<void> {
    const { key, head: newest } = (await find(relay)) ?? {}
    // Without the key it proves nothing; and most answers repeat the checkpoint that is kept already.
    if (key === undefined || (newest?.seq === head.seq && newest.hash === head.hash)) return
    const isForged = !(await isSigned(head, key))
    await change(relay, (known) => {
      if (!known || known.alarm || known.key !== key) return known
      const kind = isForged ? 'forged' : findContradiction(known.head, before, head)
      if (kind) return { ...known, alarm: alarmOf(kind, formatCheckpoint(head)) }
      const isKept = known.head && isSameLog(known.head, head) && known.head.seq >= head.seq
      return isKept ? known : { ...known, head, seenAt: now() }
    })
  }

  return {
    find,

    async beginCheck(relay) {
      const before = (await find(relay))?.head ?? null
      const resetsBefore = resets
      return async (header) => {
        const head = parseCheckpoint(header)
        if (head) await verify(relay, head, resetsBefore === resets ? before : null).catch(report)
      }
    },

    async keepKey(relay, key) {
      if ((await find(relay))?.key === key) return
      await change(relay, (known) => {
        if (!known) return { relay, key, head: null, seenAt: now(), alarm: null }
        return known.key === key || known.alarm ? known : { ...known, alarm: alarmOf('new-key', key) }
      })
    },

    reset(relay) {
      resets++
      return change(relay, () => undefined)
    },
  }
}

const isSameLog = (one: Checkpoint, other: Checkpoint): boolean => one.shard === other.shard

/** `before`: the newest checkpoint known when the request began. */
function findContradiction(
  known: Checkpoint | null,
  before: Checkpoint | null,
  head: Checkpoint,
): AuditAlarm['kind'] | undefined {
  // Another agent’s, where they are spread over several.
  if ((known && !isSameLog(known, head)) || (before && !isSameLog(before, head))) return undefined
  if (known?.seq === head.seq && known.hash !== head.hash) return 'rewritten'
  return before && head.seq < before.seq ? 'backwards' : undefined
}

async function isSignedBy(head: Checkpoint, key: string): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey(
      'jwk',
      { kty: 'OKP', crv: 'Ed25519', x: key },
      'Ed25519',
      false,
      ['verify'],
    )
    const payload = new TextEncoder().encode(checkpointPayload(head))
    return await crypto.subtle.verify('Ed25519', imported, readBase64Url(head.signature), payload)
  } catch {
    return false
  }
}

const readBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** The witness of the relay that the agent is signed in to. */
export const createWitnessHandlers = (
  account: Pick<AccountKeeper, 'use'>,
  checkpoints: Pick<AuditCheckpoints, 'find' | 'reset'>,
) => ({
  find: (): Promise<Result<AuditWitness | null>> =>
    account.use(async ({ relay }) => ok((await checkpoints.find(relay)) ?? null)),

  resolve: (): Promise<Result<null>> =>
    account.use(async ({ relay }) => {
      await checkpoints.reset(relay)
      return ok(null)
    }),
})
