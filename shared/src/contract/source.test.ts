import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Source } from '../domain/model.ts'
import { ENVIRONMENTS } from '../providers/registry.ts'
import { formatSource, parseSource } from './source.ts'

const source: fc.Arbitrary<Source> = fc
  .record({
    provider: fc.constant('persona' as const),
    environment: fc.constantFrom(...ENVIRONMENTS),
    state: fc.constantFrom('fresh' as const, 'stale' as const),
    reason: fc.option(fc.stringMatching(/^[a-z][a-z-]{0,20}$/), { nil: undefined }),
  })
  .map(({ reason, ...rest }) => ({ ...rest, ...(reason !== undefined && { reason }) }))

it('reads back what it writes', () => {
  fc.assert(
    fc.property(source, (source) => {
      expect(parseSource(formatSource(source))).toEqual(source)
    }),
  )
})

it.each([
  null,
  '',
  'persona',
  'nobody; environment=sandbox; state=fresh',
  'persona; environment=moon; state=fresh',
])('%j is none', (header) => expect(parseSource(header)).toBeUndefined())
