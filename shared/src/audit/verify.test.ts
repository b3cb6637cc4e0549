import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCheckpoint } from '../contract/headers.ts'
import { type AuditEntry, type AuditFacts, createChain } from './chain.ts'
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts'
import { createAuditVerifier, readWitnesses } from './verify.ts'

const chain = createChain((text) => createHash('sha256').update(text).digest('hex'))
const SIGNATURE = 'S'.repeat(86)

const entryOf = (index: number, agent = 'ada@example.com'): AuditFacts => ({
  at: new Date(Date.UTC(2026, 10, 21) + index * 1000).toISOString(),
  agent,
  action: 'open',
  requestId: `r${index}`,
  about: { id: `inq_${index}` },
})

function write(length: number, agent?: string): AuditEntry[] {
  const lines: AuditEntry[] = []
  for (let index = 0; index < length; index++) {
    lines.push(chain.extend(lines.at(-1) ?? chain.genesis, entryOf(index, agent)))
  }
  return lines
}

const seen = ({ seq, hash }: AuditEntry): Checkpoint => ({ seq, hash, signature: SIGNATURE })

function check(lines: readonly unknown[], witnesses: Checkpoint[] = [], isSigned?: () => boolean) {
  const checking = createAuditVerifier({ chain, witnesses, ...(isSigned && { isSigned }) })
  for (const line of lines) checking.take(line)
  return checking.report()
}

const lines = write(20)
const at = fc.nat(lines.length - 1)
const pick = (index: number) => lines[index] ?? chain.extend(chain.genesis, entryOf(0))

describe('the first broken line is named', () => {
  it('reports none in an intact log, from any start of the copy', () => {
    fc.assert(
      fc.property(at, (start) => {
        const copy = JSON.parse(JSON.stringify(lines.slice(start)))
        expect(check(copy)).toMatchObject({ lines: 20 - start, broken: undefined })
      }),
    )
  })

  it('finds a removed entry', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 }), (place) => {
        const { broken } = check(lines.toSpliced(place, 1))
        expect(broken).toEqual({ number: place + 1, seq: place + 2, fault: 'out-of-order' })
      }),
    )
  })

  it('finds an entry changed in any member', () => {
    const change = fc.constantFrom<Partial<AuditEntry>>(
      { agent: 'eve@example.com' },
      { action: 'list' },
      { at: '2026-01-01T00:00:00.000Z' },
      { about: { id: 'inq_Other' } },
      { requestId: 'other' },
    )
    fc.assert(
      fc.property(at, change, (place, changed) => {
        const { broken } = check(lines.with(place, { ...pick(place), ...changed }))
        expect(broken).toEqual({ number: place + 1, seq: place + 1, fault: 'changed' })
      }),
    )
  })

  it('finds an inserted entry, and two reordered ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 }), (place) => {
        const forged = chain.extend(pick(place - 1), entryOf(99))
        expect(check(lines.toSpliced(place, 0, forged)).broken).toMatchObject({ number: place + 2 })
        const swapped = lines.with(place, pick(place + 1)).with(place + 1, pick(place))
        expect(check(swapped).broken).toMatchObject({ number: place + 1, fault: 'out-of-order' })
      }),
    )
  })

  it('finds an added member without a hash, and a line that is no entry', () => {
    expect(check([...lines.slice(0, 4), { ...pick(4), note: 'x' }, ...lines.slice(5)]).broken).toEqual({
      number: 5,
      seq: undefined,
      fault: 'unreadable',
    })
    expect(check([...lines.slice(0, 3), 'DROP TABLE', ...lines.slice(3)]).broken).toMatchObject({ number: 4 })
  })
})

describe('verify against browser checkpoints', () => {
  it('accepts every checkpoint of an intact log', () => {
    const { witnesses } = check(lines, [seen(pick(0)), seen(pick(9)), seen(pick(19))])
    expect(witnesses.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds'])
  })

  it('finds a chain that was rewritten as a whole', () => {
    const rewritten = write(20, 'bob@example.com')
    const { broken, witnesses } = check(rewritten, [seen(pick(9))])
    expect(broken).toBeUndefined()
    expect(witnesses).toEqual([{ seq: 10, verdict: 'rewritten' }])
  })

  it('finds a rewritten or cut end by a later checkpoint', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 }), at, (from, checkpoint) => {
        const kept = lines.slice(0, from)
        const verdictOf = (copy: readonly AuditEntry[]) =>
          check(copy, [seen(pick(checkpoint))]).witnesses[0]?.verdict
        expect(verdictOf(kept)).toBe(checkpoint < from ? 'holds' : 'missing')
        const forged = [...kept]
        for (let index = from; index < 20; index++) {
          forged.push(chain.extend(forged.at(-1) ?? chain.genesis, entryOf(index, 'eve@example.com')))
        }
        expect(verdictOf(forged)).toBe(checkpoint < from ? 'holds' : 'rewritten')
      }),
    )
  })

  it('a partial copy can’t judge earlier checkpoints, except that of the entry before its first', () => {
    const copy = lines.slice(10)
    const verdictOf = (witness: Checkpoint) => check(copy, [witness]).witnesses[0]?.verdict
    expect(verdictOf(seen(pick(4)))).toBe('before')
    expect(verdictOf(seen(pick(9)))).toBe('holds')
    expect(verdictOf({ ...seen(pick(9)), hash: pick(3).hash })).toBe('rewritten')
  })

  it('rejects a checkpoint that the relay never signed', () => {
    expect(check(lines, [seen(pick(3))], () => false).witnesses).toEqual([{ seq: 4, verdict: 'forged' }])
  })
})

describe('the start of a copy', () => {
  const purgeOf = ({ seq, hash }: AuditEntry, changed: Partial<AuditFacts> = {}): AuditFacts => ({
    ...entryOf(30, 'relay'),
    action: 'admin',
    about: { what: 'audit:purge', day: '2026-11-20', first: 1, last: seq, hash },
    ...changed,
  })
  const startOf = (copy: readonly AuditEntry[]) => check(copy).start

  it('is the chain’s first entry, or else entries are unaccounted for', () => {
    fc.assert(
      fc.property(at, (from) => {
        expect(startOf(lines.slice(from))).toBe(from === 0 ? 'genesis' : 'unaccounted')
      }),
    )
    expect(startOf([])).toBeUndefined()
  })

  it('may come later where the relay’s purge entry names exactly the entry before it', () => {
    const purged = [...lines, chain.extend(pick(19), purgeOf(pick(9)))]
    expect(check(purged.slice(10))).toMatchObject({ start: 'purged', broken: undefined })
    expect(startOf(purged.slice(11))).toBe('unaccounted')
    expect(startOf(purged.slice(9))).toBe('unaccounted')
  })

  it.each([
    ['of another chain', purgeOf({ ...pick(9), hash: pick(3).hash })],
    ['by an agent', purgeOf(pick(9), { agent: 'eve@example.com' })],
    ['by another action', purgeOf(pick(9), { action: 'open' })],
  ])('is not accounted for by a purge entry %s', (_, entry) => {
    expect(startOf([...lines.slice(10), chain.extend(pick(19), entry)])).toBe('unaccounted')
  })
})

describe('several copies', () => {
  function checkCopies(...copies: (readonly AuditEntry[])[]) {
    const checking = createAuditVerifier({ chain, witnesses: [seen(pick(2)), seen(pick(17))] })
    for (const copy of copies) {
      checking.beginCopy()
      for (const line of copy) checking.take(line)
    }
    const { start, broken, first, last, witnesses } = checking.report()
    return { start, broken, ends: [first?.seq, last?.seq], held: witnesses.map(({ verdict }) => verdict) }
  }

  it('join where each continues or overlaps the one before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19 }), fc.nat(19), (end, overlap) => {
        const copies = [lines.slice(0, end), lines.slice(Math.max(0, end - overlap))]
        expect(checkCopies(...copies)).toEqual({
          start: 'genesis',
          broken: undefined,
          ends: [1, 20],
          held: ['holds', 'holds'],
        })
      }),
    )
  })

  it('break at a gap between them, at another chain, and at a copy that ends too soon', () => {
    expect(checkCopies(lines.slice(0, 5), lines.slice(6)).broken).toMatchObject({
      seq: 7,
      fault: 'out-of-order',
    })
    const rewritten = [...lines.slice(0, 5)]
    for (let index = 5; index < 20; index++) {
      rewritten.push(chain.extend(rewritten.at(-1) ?? chain.genesis, entryOf(index, 'eve@example.com')))
    }
    expect(checkCopies(lines.slice(0, 12), rewritten.slice(8)).broken).toMatchObject({
      seq: 12,
      fault: 'differs',
    })
    expect(checkCopies(lines.slice(0, 12), rewritten.slice(12)).broken).toMatchObject({
      seq: 13,
      fault: 'unlinked',
    })
    expect(checkCopies(lines, lines.slice(0, 5)).broken).toMatchObject({ seq: 5, fault: 'short' })
  })
})

it('reads checkpoints as header lines, and lists unreadable lines', () => {
  const head = seen(pick(2))
  const text = `# of Ada's browser\n${formatCheckpoint(head)}\r\n\nnonsense\n17;hash="zz";signature="${SIGNATURE}"\n`
  expect(readWitnesses(text)).toEqual({ checkpoints: [head], unread: [4, 5] })
})

it('a checkpoint survives its header; malformed headers are undefined', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e14 }), (seq) => {
      const head = { ...seen(pick(0)), seq }
      expect(parseCheckpoint(formatCheckpoint(head))).toEqual(head)
    }),
  )
  for (const header of [null, '', '0', '1;hash="a"', `-1;hash="${pick(0).hash}";signature="${SIGNATURE}"`]) {
    expect(parseCheckpoint(header)).toBeUndefined()
  }
})
