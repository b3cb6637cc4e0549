import { runInDurableObject } from 'cloudflare:test'
import { parseCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { createAuditVerifier } from '@inquiry-lens/shared/audit/verify.ts'
import type { AuditCapacity } from '@inquiry-lens/shared/contract/api.ts'
import { describe, expect, it } from 'vitest'
import { accessControl, readAuditLog } from '../../../testing/read-audit-log.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { type AuditLog, createAuditLog } from './audit-log.ts'
import { openAuditStore } from './audit-store.ts'
import { createCheckpointSigner } from './checkpoint-signer.ts'
import { CHAIN } from './hash-chain.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Scene {
  record: AuditLog
  /** The same record, as it is found after the object's memory was lost. */
  reopen(): AuditLog
  open(person?: string): void
  clock: { now: number }
  /** Bytes; the capacity is 1000. */
  store: { used: number }
  wakes: number[]
  warnings: AuditCapacity[]
}

/** A recorder on true storage, with a clock and a size that the test sets. */
const withAuditLog = (permission: (scene: Scene) => void) => {
  openRelay()
  return runInDurableObject(accessControl(), (_, { storage }) => {
    const clock = { now: NOON }
    const store = { used: 0 }
    const wakes: number[] = []
    const warnings: AuditCapacity[] = []
    const reopen = () =>
      createAuditLog({
        book: { ...openAuditStore(storage.sql), bytes: () => store.used },
        signer: createCheckpointSigner('pepper'),
        capacityBytes: 1000,
        keepDays: 2,
        now: () => clock.now,
        wakeAt: (at) => void wakes.push(at),
        warn: (fill) => void warnings.push(fill),
        charge: () => undefined,
      })
    const record = reopen()
    const open = (person = 'inq_ABC123') =>
      void record.write({ agent: 'ada@example.com', action: 'open', requestId: 'r', about: { id: person } }, [
        person,
      ])
    permission({ record, reopen, open, clock, store, wakes, warnings })
  })
}

const checkpointsOf = ({ items }: ReturnType<AuditLog['search']>) =>
  items.map(({ seq, hash }) => ({ seq, hash }))
const oldestFirst = { order: 'oldest', limit: 1000 } as const
/** How a copy of these entries is judged by `npm run audit -- verify`. */
const judgeStart = (items: readonly unknown[]) => {
  const check = createAuditVerifier({ chain: CHAIN })
  for (const item of items) check.take(item)
  const { start, broken } = check.report()
  return broken ? 'broken' : start
}
const whatOf = ({ items }: ReturnType<AuditLog['search']>) => items.map(({ about }) => about.what ?? about.id)

describe('the chain', () => {
  it('goes on where it was, also over lost memory, and no clock that is set back breaks its times', async () => {
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
    let head = CHAIN.genesis
    for (const line of await readAuditLog()) {
      expect(CHAIN.findFault(head, line)).toBeUndefined()
      head = line
    }
    expect(head.seq).toBe(3)
  })

  it('has a head that says its newest line, signed; before the first line none', async () => {
    await withAuditLog(({ record, open }) => {
      expect(record.head()).toBeUndefined()
      open()
      const [newest] = checkpointsOf(record.search({ order: 'newest' }))
      expect(parseCheckpoint(record.head() ?? '')).toMatchObject(newest ?? {})
    })
  })
})

describe('the days', () => {
  it('are closed by the first line of another, or at midnight; and somebody is to come by then', async () => {
    await withAuditLog(({ record, open, clock, wakes }) => {
      open()
      open()
      expect(wakes).toEqual([Date.parse('2026-11-22T00:00:00Z')])
      clock.now += DAY
      open()
      clock.now += DAY
      record.tidy()
      expect(record.describeDays().items).toMatchObject([
        {
          day: '2026-11-21',
          first: 1,
          last: 2,
          previous: CHAIN.genesis.hash,
          copiedAt: null,
          droppedAt: null,
        },
        { day: '2026-11-22', first: 3, last: 3 },
      ])
      expect(record.describeDays().waiting).toBe(2)
    })
  })

  it('hold whatever the clock does: no line comes into a day that is closed', async () => {
    await withAuditLog(({ record, open, clock }) => {
      open()
      clock.now += DAY
      record.tidy()
      clock.now -= DAY
      open()
      record.tidy()
      clock.now += 2 * DAY
      open()
      clock.now += DAY
      record.tidy()
      expect(record.describeDays().items.map(({ day, first, last }) => [day, first, last])).toEqual([
        ['2026-11-21', 1, 1],
        ['2026-11-22', 2, 2],
        ['2026-11-23', 3, 3],
      ])
    })
  })

  it('go when they are old and were copied out, with a line that says so, and the chain holds behind them', async () => {
    await withAuditLog(({ record, reopen, open, clock }) => {
      open('inq_One')
      clock.now += DAY
      open('inq_Two')
      clock.now += 2 * DAY
      open('inq_Three')
      expect(whatOf(record.search(oldestFirst))).toEqual(['inq_One', 'inq_Two', 'inq_Three'])
      const [first, last] = checkpointsOf(record.search(oldestFirst))
      if (!first || !last) throw new Error('No lines')
      expect(record.noteCopy({ first, last })).toEqual({ days: 2 })
      record.tidy()
      expect(whatOf(record.search(oldestFirst))).toEqual(['inq_Two', 'inq_Three', 'drop-day'])
      clock.now += DAY
      reopen().tidy()
      expect(whatOf(reopen().search(oldestFirst))).toEqual(['inq_Three', 'drop-day', 'drop-day'])
      expect(reopen().describeDays().items[0]?.droppedAt).not.toBeNull()
      const { items } = reopen().search(oldestFirst)
      expect(judgeStart(items)).toBe('purged')
      expect(judgeStart(items.slice(1))).toBe('unaccounted')
    })
  })

  it('stay, however old, while nobody copied them out', async () => {
    await withAuditLog(({ record, open, clock }) => {
      open('inq_One')
      clock.now += 400 * DAY
      open('inq_Two')
      record.tidy()
      expect(whatOf(record.search(oldestFirst))).toEqual(['inq_One', 'inq_Two'])
    })
  })

  it('a copy of another record is refused, by the line that differs', async () => {
    await withAuditLog(({ record, open, clock }) => {
      open()
      clock.now += DAY
      open()
      const [first] = checkpointsOf(record.search(oldestFirst))
      if (!first) throw new Error('No lines')
      const forged = { seq: 1, hash: CHAIN.genesis.hash }
      expect(record.noteCopy({ first, last: forged })).toMatchObject({
        code: 'invalid-body',
        parameter: 'last',
      })
      expect(record.noteCopy({ first, last: { ...first, seq: 99 } })).toMatchObject({ parameter: 'last' })
      expect(record.describeDays().waiting).toBe(1)
    })
  })
})

describe('a record that fills up', () => {
  it('warns at 70 % and again when it is full, each once', async () => {
    await withAuditLog(({ open, store, warnings }) => {
      for (const used of [100, 699, 700, 800, 999, 1000, 1001]) {
        store.used = used
        open()
      }
      expect(warnings).toEqual(['warning', 'full'])
    })
  })

  it('lets copied days go before their time, the oldest first, and no others', async () => {
    await withAuditLog(({ record, open, clock, store }) => {
      open('inq_One')
      clock.now += DAY
      open('inq_Two')
      clock.now += DAY
      open('inq_Three')
      const [first] = checkpointsOf(record.search(oldestFirst))
      if (!first) throw new Error('No lines')
      record.noteCopy({ first, last: first })
      record.tidy()
      expect(whatOf(record.search(oldestFirst))).toContain('inq_One')
      store.used = 800
      record.tidy()
      expect(whatOf(record.search(oldestFirst))).toEqual(['inq_Two', 'inq_Three', 'drop-day'])
    })
  })

  it('takes no line at its end, and leaves out what may be left out', async () => {
    await withAuditLog(({ record, open, store }) => {
      open()
      store.used = 1050
      expect(() => open()).toThrow('at its end')
      record.note({ agent: 'ada@example.com', action: 'denied', requestId: 'r', about: {} })
      expect(record.search(oldestFirst).items).toHaveLength(1)
    })
  })
})

it('says who else looked at somebody lately, each once, newest first', async () => {
  await withAuditLog(({ record, clock }) => {
    const open = (agent: string, person = 'inq_ABC123') => {
      clock.now += 60_000
      record.write({ agent, action: 'open', requestId: 'r', about: {} }, [person])
    }
    open('early@example.com')
    clock.now += 8 * HOUR
    open('bob@example.com')
    open('carol@example.com')
    open('bob@example.com')
    open('dan@example.com', 'inq_Other')
    open('ada@example.com')
    const seen = record.findRecentViewers('inq_ABC123', 'ada@example.com')
    expect(seen.map(({ agent, at }) => [agent, (clock.now - at) / 60_000])).toEqual([
      ['bob@example.com', 2],
      ['carol@example.com', 3],
    ])
  })
})
