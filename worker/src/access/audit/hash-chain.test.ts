import type { AuditEntry, AuditFacts, ChainHead } from '@inquiry-lens/shared/audit/chain.ts'
import { canonicalize } from '@inquiry-lens/shared/audit/chain.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CHAIN } from './hash-chain.ts'

const entry: fc.Arbitrary<AuditFacts> = fc.record({
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  agent: fc.emailAddress(),
  action: fc.constantFrom('list', 'open', 'reveal', 'admin', 'denied'),
  requestId: fc.uuid(),
  about: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
})

const chain = fc.array(entry, { minLength: 2, maxLength: 12 }).map((entries) => {
  const lines: AuditEntry[] = []
  for (const one of entries) lines.push(CHAIN.extend(lines.at(-1) ?? CHAIN.genesis, one))
  return lines
})

/** Where the first fault is, and which. */
function findFault(lines: readonly AuditEntry[]) {
  let head: ChainHead = CHAIN.genesis
  for (const [index, line] of lines.entries()) {
    const fault = CHAIN.findFault(head, line)
    if (fault) return { index, fault }
    head = line
  }
  return undefined
}

it('holds as it was written, also through JSON', () => {
  fc.assert(
    fc.property(chain, (lines) => {
      expect(findFault(JSON.parse(JSON.stringify(lines)))).toBeUndefined()
    }),
  )
})

it('a line removed is found, from anywhere but the end', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (lines, place) => {
      const at = place % (lines.length - 1)
      expect(findFault(lines.toSpliced(at, 1))).toEqual({ index: at, fault: 'out-of-order' })
    }),
  )
})

it('a line changed is found', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (lines, place) => {
      const at = place % lines.length
      const changed = lines.map((line, index) =>
        index === at ? { ...line, agent: `not-${line.agent}` } : line,
      )
      expect(findFault(changed)).toEqual({ index: at, fault: 'changed' })
    }),
  )
})

it('a line changed and hashed anew is found at the next', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (lines, place) => {
      const at = place % (lines.length - 1)
      const {
        seq: _,
        previous: __,
        hash: ___,
        ...old
      } = lines[at] ?? CHAIN.extend(CHAIN.genesis, lines[0] ?? never())
      const forged = CHAIN.extend(lines[at - 1] ?? CHAIN.genesis, { ...old, agent: `not-${old.agent}` })
      expect(findFault(lines.with(at, forged))).toEqual({ index: at + 1, fault: 'unlinked' })
    }),
  )
})

it('a line inserted or reordered is found', () => {
  fc.assert(
    fc.property(chain, entry, fc.nat(), (lines, forged, place) => {
      const at = place % lines.length
      const slipped = CHAIN.extend(lines[at - 1] ?? CHAIN.genesis, forged)
      expect(findFault(lines.toSpliced(at, 0, slipped))).toMatchObject({ index: at + 1 })
      const [first, second, ...rest] = lines
      if (first && second) expect(findFault([second, first, ...rest])).toMatchObject({ index: 0 })
    }),
  )
})

it('writes the same for the same, whatever the order of its members', () => {
  expect(canonicalize({ b: [1, 'ü"'], a: { d: null, c: undefined } })).toBe('{"a":{"d":null},"b":[1,"ü\\""]}')
})

function never(): never {
  throw new Error('A chain without lines')
}
