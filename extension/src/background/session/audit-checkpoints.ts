/**
 * Keeps the newest signed head of the relay's record, and raises an alarm when what the relay says next does not go with
 * it. Whoever operates the relay can rewrite its record, but not what its agents' browsers saw of it.
 */

import {
  AuditKeySchema,
  type Checkpoint,
  CheckpointSchema,
  checkpointPayload,
  formatCheckpoint,
  parseCheckpoint,
} from '@inquiry-lens/shared/audit/checkpoint.ts'
import * as v from 'valibot'
import { ok, type Result } from '../../messages/failure.ts'
import { createUpdater, toGuard } from '../../platform/background-storage.ts'
import { createItem } from '../../platform/storage.ts'
import type { AccountKeeper } from './account.ts'

/** Relays come and go while somebody tries things out; these are kept. */
const MAX_RELAYS = 5

/** Takes the header of the answer to a request that began when this was made. Never fails. */
export type VerifyCheckpoint = (header: string | null) => Promise<void>

export interface AuditCheckpoints {
  /** Before a request goes out: an answer may be overtaken by another, and only one that was asked for later must be newer. */
  attend(relay: string): Promise<VerifyCheckpoint>
  /** The key that `/v1/config` names. The first one counts. */
  learnKey(relay: string, key: string): Promise<void>
  find(relay: string): Promise<AuditWitness | undefined>
  /** Begins anew with the key and the head that the relay says next: for whoever has seen to an alarm. */
  beginAnew(relay: string): Promise<void>
}

export interface AuditCheckpointsParts {
  now: () => number
  /** Whether this key signed this head. */
  isSigned?: (head: Checkpoint, key: string) => Promise<boolean>
  report: (error: unknown) => void
}

export function createAuditCheckpoints({
  now,
  isSigned = isSignedBy,
  report,
}: AuditCheckpointsParts): AuditCheckpoints {
  const update = createUpdater(auditWitnesses, [])
  /** How often an agent began again. What an earlier request knew of the record counts no more. */
  let beginnings = 0
  /** As stored, so that a request waits for storage only once in a life of the background. */
  let known: AuditWitness[] | undefined

  async function find(relay: string): Promise<AuditWitness | undefined> {
    known ??= (await auditWitnesses.get()) ?? []
    return known.find((witness) => witness.relay === relay)
  }

  async function change(relay: string, make: (held: AuditWitness | undefined) => AuditWitness | undefined) {
    known = await update((all) => {
      const held = all.find((witness) => witness.relay === relay)
      const made = make(held)
      if (made === held) return undefined
      const others = all.filter((witness) => witness.relay !== relay)
      return made ? [made, ...others].slice(0, MAX_RELAYS) : others
    })
  }

  const alarmAt = (kind: AuditAlarm['kind'], told: string): AuditAlarm => ({ kind, at: now(), told })

  async function take(relay: string, head: Checkpoint, before: Checkpoint | null): Promise<void> {
    const { key, head: newest } = (await find(relay)) ?? {}
    // Without its key it proves nothing; and most answers say the head that is held already.
    if (key === undefined || (newest?.seq === head.seq && newest.hash === head.hash)) return
    const told = formatCheckpoint(head)
    const fault = (await isSigned(head, key)) ? undefined : 'forged'
    await change(relay, (held) => {
      if (!held || held.alarm || held.key !== key) return held
      const kind = fault ?? findFault(held.head, before, head)
      if (kind) return { ...held, alarm: alarmAt(kind, told) }
      return held.head && held.head.seq >= head.seq ? held : { ...held, head, seenAt: now() }
    })
  }

  return {
    find,

    async attend(relay) {
      const before = (await find(relay))?.head ?? null
      const begunAfter = beginnings
      return async (header) => {
        const head = parseCheckpoint(header)
        if (head) await take(relay, head, begunAfter === beginnings ? before : null).catch(report)
      }
    },

    learnKey: async (relay, key) => {
      if ((await find(relay))?.key === key) return
      await change(relay, (held) => {
        if (!held) return { relay, key, head: null, seenAt: now(), alarm: null }
        return held.key === key || held.alarm ? held : { ...held, alarm: alarmAt('new-key', key) }
      })
    },

    beginAnew(relay) {
      beginnings++
      return change(relay, () => undefined)
    },
  }
}

/** `before`: the newest that was known when the answer was asked for. */
function findFault(
  held: Checkpoint | null,
  before: Checkpoint | null,
  told: Checkpoint,
): AuditAlarm['kind'] | undefined {
  if (held?.seq === told.seq && held.hash !== told.hash) return 'rewritten'
  return before && told.seq < before.seq ? 'backwards' : undefined
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
    const said = new TextEncoder().encode(checkpointPayload(head))
    return await crypto.subtle.verify('Ed25519', imported, readBase64Url(head.signature), said)
  } catch {
    return false
  }
}

const readBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/**
 * What this browser saw of each relay's record last, kept to hold the record against later. It is of the relay and not
 * of the agent: it names nobody, so that it may stay when they sign out, which is when somebody could want it gone.
 */

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

/** The kept head of the record, for those who look at it or have seen to its alarm. */

export interface CheckpointStoreParts {
  account: Pick<AccountKeeper, 'use'>
  heads: Pick<AuditCheckpoints, 'find' | 'beginAnew'>
}

export function createCheckpointStore({ account, heads }: CheckpointStoreParts) {
  return {
    /** Of the relay that the agent is signed in to. */
    find: (): Promise<Result<AuditWitness | null>> =>
      account.use(async ({ relay }) => ok((await heads.find(relay)) ?? null)),

    beginAnew: (): Promise<Result<null>> =>
      account.use(async ({ relay }) => {
        await heads.beginAnew(relay)
        return ok(null)
      }),
  }
}
