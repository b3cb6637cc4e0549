import { runInDurableObject } from 'cloudflare:test'
import { createAuditVerifier } from '@inquiry-lens/shared/audit/verify.ts'
import type { AuditCapacity } from '@inquiry-lens/shared/contract/audit.ts'
import { parseCheckpoint } from '@inquiry-lens/shared/contract/headers.ts'
import { describe, expect, it } from 'vitest'
import { accessControl, readAuditLog } from '../../../testing/read-audit-log.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { AUDIT_CHAIN, type AuditLog, createAuditLog } from './audit-log.ts'
import { type AuditStore, openAuditStore } from './audit-store.ts'
import { createCheckpointSigner } from './checkpoint-signer.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Harness {
  log: AuditLog
  reopen(): AuditLog
  open(person?: string): void
  clock: { now: number }
  /** Bytes; the capacity is 1000. */
  size: { used: number }
  alarms: number[]
  warnings: AuditCapacity[]
}

const withAuditLog = (run: (harness: Harness) => void) => {
  openRelay()
  return runInDurableObject(accessControl(), (_, { storage }) => {
    const clock = { now: NOON }
    const size = { used: 0 }
    const alarms: number[] = []
    const warnings: AuditCapacity[] = []
    let store: AuditStore | undefined
    const reopen = () => {
      store?.flush()
      store = { ...openAuditStore(storage.sql, () => undefined), bytes: () => size.used }
      return createAuditLog({
        store,
        signer: createCheckpointSigner('pepper'),
        capacityBytes: 1000,
        keepDays: 2,
        now: () => clock.now,
        setAlarm: (at) => void alarms.push(at),
        warn: (capacity) => void warnings.push(capacity),
        charge: () => undefined,
      })
    }
    const log = reopen()
    const open = (person = 'inq_ABC123') =>
      void log.write({ agent: 'ada@example.com', action: 'open', requestId: 'r', about: { id: person } })
    run({ log, reopen, open, clock, size, alarms, warnings })
  })
}

const checkpointsOf = ({ items }: ReturnType<AuditLog['search']>) =>
  items.map(({ seq, hash }) => ({ seq, hash }))
const oldestFirst = { order: 'oldest', limit: 1000 } as const
/** The verdict of `npm run audit -- verify` on a copy of these entries. */
const judgeStart = (items: readonly unknown[]) => {
  const check = createAuditVerifier({ chain: AUDIT_CHAIN })
  for (const item of items) check.take(item)
  const { start, broken } = check.report()
  return broken ? 'broken' : start
}
const whatOf = ({ items }: ReturnType<AuditLog['search']>) => items.map(({ about }) => about.what ?? about.id)

describe('the chain', () => {
  it('continues after an eviction, and keeps its times in order when the clock is set back', async () => {
    await withAuditLog(({ reopen, open, clock }) => {
      open()
      clock.now -= HOUR
      open()
      reopen().write({ agent: 'bob@example.com', action: 'list', requestId: 'r', about: {} })
      expect(
        reopen()
          .search({ order: 'newest' })
          .items.map(({ at }) => at),
      ).toEqual(Array(3).fill('2026-11-21T12:00:00.000Z'))
    })
    let head = AUDIT_CHAIN.genesis
    for (const entry of await readAuditLog()) {
      expect(AUDIT_CHAIN.findFault(head, entry)).toBeUndefined()
      head = entry
    }
    expect(head.seq).toBe(3)
  })

  it('signs a checkpoint of its newest entry, and none before the first', async () => {
    await withAuditLog(({ log, open }) => {
      expect(log.signCheckpoint()).toBeUndefined()
      open()
      const signed = parseCheckpoint(log.signCheckpoint() ?? '')
      expect([signed]).toMatchObject(checkpointsOf(log.search({ order: 'newest' })))
    })
  })
})

describe('segments', () => {
  it('close with the first entry of another day or at midnight, for which an alarm is set', async () => {
    await withAuditLog(({ log, open, clock, alarms }) => {
      open()
      open()
      expect(alarms).toEqual([Date.parse('2026-11-22T00:00:00Z')])
      clock.now += DAY
      open()
      clock.now += DAY
      log.maintain()
      expect(log.describeSegments().items).toMatchObject([
        {
          day: '2026-11-21',
          first: 1,
          last: 2,
          previous: AUDIT_CHAIN.genesis.hash,
          exportedAt: null,
          purgedAt: null,
        },
        { day: '2026-11-22', first: 3, last: 3 },
      ])
      expect(log.describeSegments().unexported).toBe(2)
    })
  })

  it('accept no entry once closed, after any clock change', async () => {
    await withAuditLog(({ log, open, clock }) => {
      open()
      clock.now += DAY
      log.maintain()
      clock.now -= DAY
      open()
      log.maintain()
      clock.now += 2 * DAY
      open()
      clock.now += DAY
      log.maintain()
      expect(log.describeSegments().items.map(({ day, first, last }) => [day, first, last])).toEqual([
        ['2026-11-21', 1, 1],
        ['2026-11-22', 2, 2],
        ['2026-11-23', 3, 3],
      ])
    })
  })

  it('are purged when old and exported, with an entry, and leave a valid chain', async () => {
    await withAuditLog(({ log, reopen, open, clock }) => {
      open('inq_One')
      clock.now += DAY
      open('inq_Two')
      clock.now += 2 * DAY
      open('inq_Three')
      expect(whatOf(log.search(oldestFirst))).toEqual(['inq_One', 'inq_Two', 'inq_Three'])
      const [first, last] = checkpointsOf(log.search(oldestFirst))
      if (!first || !last) throw new Error('No entries')
      expect(log.confirmExport({ first, last })).toEqual({ ok: true, value: { segments: 2 } })
      log.maintain()
      expect(whatOf(log.search(oldestFirst))).toEqual(['inq_Two', 'inq_Three', 'audit:purge'])
      clock.now += DAY
      reopen().maintain()
      expect(whatOf(reopen().search(oldestFirst))).toEqual(['inq_Three', 'audit:purge', 'audit:purge'])
      expect(reopen().describeSegments().items[0]?.purgedAt).not.toBeNull()
      const { items } = reopen().search(oldestFirst)
      expect(judgeStart(items)).toBe('purged')
      expect(judgeStart(items.slice(1))).toBe('unaccounted')
    })
  })

  it('stay, however old, until they are exported', async () => {
    await withAuditLog(({ log, open, clock }) => {
      open('inq_One')
      clock.now += 400 * DAY
      open('inq_Two')
      log.maintain()
      expect(whatOf(log.search(oldestFirst))).toEqual(['inq_One', 'inq_Two'])
    })
  })

  it('refuse an export of another log, and name the entry that differs', async () => {
    await withAuditLog(({ log, open, clock }) => {
      open()
      clock.now += DAY
      open()
      const [first] = checkpointsOf(log.search(oldestFirst))
      if (!first) throw new Error('No entries')
      const forged = { seq: 1, hash: AUDIT_CHAIN.genesis.hash }
      expect(log.confirmExport({ first, last: forged })).toMatchObject({
        problem: { code: 'invalid-body', parameter: 'last' },
      })
      expect(log.confirmExport({ first, last: { ...first, seq: 99 } })).toMatchObject({
        problem: { parameter: 'last' },
      })
      expect(log.describeSegments().unexported).toBe(1)
    })
  })
})

describe('a full log', () => {
  it('warns at 70 % and again when it is full, each once', async () => {
    await withAuditLog(({ open, size, warnings }) => {
      for (const used of [100, 699, 700, 800, 999, 1000, 1001]) {
        size.used = used
        open()
      }
      expect(warnings).toEqual(['warning', 'full'])
    })
  })

  it('purges exported segments early, oldest first, and no others', async () => {
    await withAuditLog(({ log, open, clock, size }) => {
      open('inq_One')
      clock.now += DAY
      open('inq_Two')
      clock.now += DAY
      open('inq_Three')
      const [first] = checkpointsOf(log.search(oldestFirst))
      if (!first) throw new Error('No entries')
      log.confirmExport({ first, last: first })
      log.maintain()
      expect(whatOf(log.search(oldestFirst))).toContain('inq_One')
      size.used = 800
      log.maintain()
      expect(whatOf(log.search(oldestFirst))).toEqual(['inq_Two', 'inq_Three', 'audit:purge'])
    })
  })

  it('refuses entries when exhausted, and skips optional ones', async () => {
    await withAuditLog(({ log, open, size }) => {
      open()
      size.used = 1050
      expect(() => open()).toThrow('exhausted')
      log.writeIfRoom({ agent: 'ada@example.com', action: 'denied', requestId: 'r', about: {} })
      expect(log.search(oldestFirst).items).toHaveLength(1)
    })
  })
})

it('finds the recent viewers of a case, each once, newest first', async () => {
  await withAuditLog(({ log, clock }) => {
    const open = (agent: string, person = 'inq_ABC123') => {
      clock.now += 60_000
      log.addViewer(agent, [person])
    }
    open('early@example.com')
    clock.now += 8 * HOUR
    open('bob@example.com')
    open('carol@example.com')
    open('bob@example.com')
    open('dan@example.com', 'inq_Other')
    open('ada@example.com')
    const seen = log.findRecentViewers('inq_ABC123', 'ada@example.com')
    expect(seen.map(({ agent, at }) => [agent, (clock.now - at) / 60_000])).toEqual([
      ['bob@example.com', 2],
      ['carol@example.com', 3],
    ])
  })
})

it('knows its size within 100 kB while it is written, and exactly after a purge', async () => {
  openRelay()
  await runInDurableObject(accessControl(), (_, { storage }) => {
    const store = openAuditStore(storage.sql, () => undefined)
    let newest = AUDIT_CHAIN.genesis
    for (let entry = 0; entry < 1_500; entry++) {
      const extended = AUDIT_CHAIN.extend(newest, {
        ...{ at: new Date(NOON).toISOString(), agent: 'ada@example.com', action: 'open', requestId: 'r' },
        about: { id: 'inq_ABC123' },
      })
      store.addEntry(extended)
      newest = extended
      if (entry % 100 > 0) continue
      store.flush()
      expect(Math.abs(store.bytes() - storage.sql.databaseSize)).toBeLessThan(100_000)
    }
    expect(storage.sql.databaseSize).toBeGreaterThan(300_000)
    const segment = { day: '2026-11-20', first: 1, last: 1_400, previous: '', hash: '' }
    store.purge({ ...segment, exportedAt: null, purgedAt: null }, NOON)
    expect(store.bytes()).toBe(storage.sql.databaseSize)
  })
})
