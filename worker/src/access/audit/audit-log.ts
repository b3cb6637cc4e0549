/**
 * The audit log: one chained entry for every disclosure. It is written with the batch of its turn, for which the answer
 * waits; an entry about something that has happened already is written at once, with what it is about.
 */
import { createHash } from 'node:crypto'
import {
  AUDIT_ROOT,
  type AuditEntry,
  type AuditFacts,
  type ChainHead,
  createChain,
} from '@inquiry-lens/shared/audit/chain.ts'
import type {
  AuditCapacity,
  AuditExport,
  AuditQuery,
  AuditSegments,
  ExportedSegments,
} from '@inquiry-lens/shared/contract/audit.ts'
import { RECENT_VIEW_MS, type RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import { err, ok, type Result } from '../../result.ts'
import type { Actor } from '../authenticate.ts'
import type { AuditStore } from './audit-store.ts'
import type { CheckpointSigner } from './checkpoint-signer.ts'
import {
  capacityOf,
  choosePurge,
  closeSegment,
  endOfDay,
  findExported,
  hasRoomFor,
  type NewestEntry,
} from './retention.ts'
import { type ShardPage, searchEntries } from './search.ts'

export const AUDIT_CHAIN = createChain((text) => createHash('sha256').update(text).digest('hex'))

export type NewEntry = Omit<AuditFacts, 'at'>

export type AuditLog = ReturnType<typeof createAuditLog>

export function createAuditLog({
  store,
  signer,
  capacityBytes,
  keepDays,
  now,
  setAlarm,
  warn,
  charge,
}: {
  store: AuditStore
  signer: CheckpointSigner
  capacityBytes: number
  keepDays: number
  now: () => number
  setAlarm: (at: number) => void
  warn: (capacity: AuditCapacity) => void
  charge: (agent: string, bytes: number) => void
}) {
  const stored = store.readNewest()
  let newest: NewestEntry = stored
    ? { seq: stored.seq, hash: stored.hash, at: Date.parse(stored.at) }
    : { ...AUDIT_CHAIN.genesis, at: 0 }
  let lastClosed = store.readLastClosed()
  let warnedOf: AuditCapacity = 'ok'

  const capacity = (): AuditCapacity => capacityOf(store.bytes(), capacityBytes)

  function append(facts: NewEntry): AuditEntry {
    // A clock that is set back must not date an entry before the previous one, nor into a closed segment.
    const at = Math.max(now(), newest.at, lastClosed ? endOfDay(Date.parse(lastClosed.day)) : 0)
    if (newest.seq === 0 || at >= endOfDay(newest.at)) setAlarm(endOfDay(at))
    const entry = AUDIT_CHAIN.extend(newest, { ...facts, at: new Date(at).toISOString() })
    charge(entry.agent, store.addEntry(entry))
    newest = { seq: entry.seq, hash: entry.hash, at }
    return entry
  }

  function closeEnded(): void {
    const segment = closeSegment(newest, lastClosed ?? { last: 0, hash: AUDIT_CHAIN.genesis.hash }, now())
    if (!segment) return
    store.addSegment(segment)
    lastClosed = segment
  }

  function purge(): void {
    const choose = () =>
      choosePurge(store.readSegments(), { keepDays, needsRoom: capacity() !== 'ok', now: now() })
    for (let segment = choose(); segment !== undefined; segment = choose()) {
      store.purge(segment, now())
      const { day, first, last, hash } = segment
      append({
        ...{ agent: 'relay', action: 'admin', requestId: 'none' },
        about: { what: 'audit:purge', day, first, last, hash },
      })
    }
  }

  function maintain(): void {
    closeEnded()
    purge()
    store.deleteViewers(now() - RECENT_VIEW_MS)
    if (store.readSegments().some(({ exportedAt, purgedAt }) => exportedAt !== null && purgedAt === null)) {
      setAlarm(endOfDay(now()))
    }
  }

  function write(facts: NewEntry): AuditEntry {
    if (newest.seq > 0 && now() >= endOfDay(newest.at)) maintain()
    const entry = append(facts)
    const current = capacity()
    if (current !== warnedOf && current !== 'ok') warn(current)
    warnedOf = current
    return entry
  }

  function writeOrThrow(facts: NewEntry): AuditEntry {
    if (capacity() === 'exhausted') throw new Error('The audit log is exhausted')
    return write(facts)
  }

  return {
    publicKey: signer.publicKey,
    capacity,
    hasRoomFor: (permission: Permission): boolean => hasRoomFor(permission, store.bytes(), capacityBytes),

    /** Throws when the log is exhausted. */
    write: writeOrThrow,

    writeAtOnce(facts: NewEntry): AuditEntry {
      const entry = writeOrThrow(facts)
      store.flush()
      return entry
    },

    writeAdmin({ email: agent, requestId }: Actor, about: NewEntry['about']): void {
      writeOrThrow({ agent, action: 'admin', requestId, about })
      store.flush()
    },

    /** For what discloses nothing: skipped when the log is exhausted. */
    writeIfRoom(facts: NewEntry): void {
      if (capacity() === 'exhausted') return
      write(facts)
      store.flush()
    },

    /**
     * The header of the newest entry; `undefined` before the first. It may vouch for a later entry than the caller's own:
     * each entry holds the hash of the one before.
     */
    signCheckpoint(): string | undefined {
      if (newest.seq === 0) return undefined
      store.flush()
      return signer.sign(newest)
    },

    head: (): ChainHead | undefined =>
      newest.seq === 0 ? undefined : { seq: newest.seq, hash: newest.hash },

    /** `heads`: of the other chains. */
    writeRoot(heads: readonly string[]): void {
      if (capacity() === 'exhausted') return
      write({
        ...{ agent: 'relay', action: 'admin', requestId: 'none' },
        about: { what: AUDIT_ROOT, heads },
      })
      store.flush()
    },

    addViewer: (agent: string, cases: readonly string[]): void =>
      store.addViewer(agent, cases, Math.max(now(), newest.at)),

    findRecentViewers: (id: string, exceptAgent: string): RecentViewer[] =>
      store.findRecentViewers(id, exceptAgent, now() - RECENT_VIEW_MS),

    search: (query: AuditQuery): ShardPage => searchEntries(store, query, newest.seq),

    describeSegments(): AuditSegments {
      closeEnded()
      const segments = store.readSegments()
      const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
      return {
        items: segments.map(({ exportedAt, purgedAt, ...segment }) => ({
          ...segment,
          exportedAt: time(exportedAt),
          purgedAt: time(purgedAt),
        })),
        capacity: capacity(),
        usedBytes: store.bytes(),
        capacityBytes,
        keepDays,
        unexported: segments.filter(({ exportedAt }) => exportedAt === null).length,
        key: signer.publicKey,
      }
    },

    /** The caller says that these entries are safe elsewhere. Refused if they are not the entries of this log. */
    confirmExport({ first, last }: AuditExport): Result<ExportedSegments> {
      for (const [parameter, { seq, hash }] of Object.entries({ first, last })) {
        if (store.readEntry(seq)?.hash !== hash) {
          const detail = `“${parameter}” is not entry ${seq} of this audit log: the export is of another log, or was changed.`
          return err({ code: 'invalid-body', parameter, detail })
        }
      }
      closeEnded()
      const exported = findExported(store.readSegments(), first.seq, last.seq)
      for (const segment of exported) store.markExported(segment, now())
      return ok({ segments: exported.length })
    },

    maintain(): void {
      maintain()
      store.flush()
    },
  }
}
