import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  canonicalize,
  chainEntry,
  EMPTY_HEAD,
  findBrokenLine,
  type RecordEntry,
  type RecordLine,
} from './record.ts'

const entry: fc.Arbitrary<RecordEntry> = fc.record({
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  agent: fc.emailAddress(),
  action: fc.constantFrom('list', 'open', 'admin', 'denied'),
  requestId: fc.uuid(),
  about: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
})

const chain = fc.array(entry, { minLength: 2, maxLength: 12 }).map((entries) => {
  const lines: RecordLine[] = []
  for (const one of entries) lines.push(chainEntry(lines.at(-1) ?? EMPTY_HEAD, one))
  return lines
})

it('holds as it was written, also through JSON', () => {
  fc.assert(
    fc.property(chain, (lines) => {
      expect(findBrokenLine(JSON.parse(JSON.stringify(lines)))).toBeUndefined()
    }),
  )
})

it('shows a line that was removed, from anywhere but the end', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (lines, place) => {
      const at = place % (lines.length - 1)
      expect(findBrokenLine(lines.toSpliced(at, 1))).toBe(at + 1)
    }),
  )
})

it('shows a line that was changed', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (lines, place) => {
      const at = place % lines.length
      const changed = lines.map((line, index) =>
        index === at ? { ...line, agent: `not-${line.agent}` } : line,
      )
      expect(findBrokenLine(changed)).toBe(at + 1)
    }),
  )
})

it('shows a line that was slipped in or moved', () => {
  fc.assert(
    fc.property(chain, entry, fc.nat(), (lines, forged, place) => {
      const at = place % lines.length
      const slipped = chainEntry(lines[at - 1] ?? EMPTY_HEAD, forged)
      expect(findBrokenLine(lines.toSpliced(at, 0, slipped))).toBeDefined()
      const [first, second, ...rest] = lines
      if (first && second) expect(findBrokenLine([second, first, ...rest])).toBe(1)
    }),
  )
})

it('writes the same for the same, whatever the order of its members', () => {
  expect(canonicalize({ b: [1, 'ü"'], a: { d: null, c: undefined } })).toBe('{"a":{"d":null},"b":[1,"ü\\""]}')
})
