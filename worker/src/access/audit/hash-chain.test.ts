import {
  type AuditEntry,
  type AuditFacts,
  type ChainHead,
  canonicalize,
} from '@inquiry-lens/shared/audit/chain.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AUDIT_CHAIN } from './audit-log.ts'

const facts: fc.Arbitrary<AuditFacts> = fc.record({
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  agent: fc.emailAddress(),
  action: fc.constantFrom('list', 'open', 'reveal', 'admin', 'denied'),
  requestId: fc.uuid(),
  about: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
})

const chain = fc.array(facts, { minLength: 2, maxLength: 12 }).map((all) => {
  const entries: AuditEntry[] = []
  for (const one of all) entries.push(AUDIT_CHAIN.extend(entries.at(-1) ?? AUDIT_CHAIN.genesis, one))
  return entries
})

function findFault(entries: readonly AuditEntry[]) {
  let head: ChainHead = AUDIT_CHAIN.genesis
  for (const [index, entry] of entries.entries()) {
    const fault = AUDIT_CHAIN.findFault(head, entry)
    if (fault) return { index, fault }
    head = entry
  }
  return undefined
}

it('accepts its own entries, also through JSON', () => {
  fc.assert(
    fc.property(chain, (entries) => {
      expect(findFault(JSON.parse(JSON.stringify(entries)))).toBeUndefined()
    }),
  )
})

it('an entry removed is found, from anywhere but the end', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (entries, nth) => {
      const at = nth % (entries.length - 1)
      expect(findFault(entries.toSpliced(at, 1))).toEqual({ index: at, fault: 'out-of-order' })
    }),
  )
})

it('an entry changed is found', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (entries, nth) => {
      const at = nth % entries.length
      const changed = entries.map((entry, index) =>
        index === at ? { ...entry, agent: `not-${entry.agent}` } : entry,
      )
      expect(findFault(changed)).toEqual({ index: at, fault: 'changed' })
    }),
  )
})

it('an entry changed and rehashed is found at the next one', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (entries, nth) => {
      const at = nth % (entries.length - 1)
      const {
        seq: _,
        previous: __,
        hash: ___,
        ...old
      } = entries[at] ?? AUDIT_CHAIN.extend(AUDIT_CHAIN.genesis, entries[0] ?? never())
      const forged = AUDIT_CHAIN.extend(entries[at - 1] ?? AUDIT_CHAIN.genesis, {
        ...old,
        agent: `not-${old.agent}`,
      })
      expect(findFault(entries.with(at, forged))).toEqual({ index: at + 1, fault: 'unlinked' })
    }),
  )
})

it('an entry inserted or reordered is found', () => {
  fc.assert(
    fc.property(chain, facts, fc.nat(), (entries, forged, nth) => {
      const at = nth % entries.length
      const slipped = AUDIT_CHAIN.extend(entries[at - 1] ?? AUDIT_CHAIN.genesis, forged)
      expect(findFault(entries.toSpliced(at, 0, slipped))).toMatchObject({ index: at + 1 })
      const [first, second, ...rest] = entries
      if (first && second) expect(findFault([second, first, ...rest])).toMatchObject({ index: 0 })
    }),
  )
})

it('writes canonical JSON for any order of members', () => {
  expect(canonicalize({ b: [1, 'ü"'], a: { d: null, c: undefined } })).toBe('{"a":{"d":null},"b":[1,"ü\\""]}')
})

function never(): never {
  throw new Error('A chain without entries')
}
