import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CodeRow, formatCode, judgeAttempt, mintCode, parseCode } from './agents.ts'

const row = (change: Partial<CodeRow> = {}): CodeRow => ({
  secretHash: 'right',
  expiresAt: 600_000,
  attempts: 0,
  usedAt: null,
  ...change,
})

it('parses a formatted code, whatever its case and separators', () => {
  fc.assert(
    fc.property(fc.constantFrom('', ' ', '-', ' - '), fc.boolean(), (between, lower) => {
      const code = mintCode(() => true)
      const typed = [...formatCode(code).replaceAll('-', '')].join(between)
      expect(parseCode(lower ? typed.toLowerCase() : typed)).toEqual(code)
    }),
  )
})

it('draws another public half while it is taken', () => {
  const refused: string[] = []
  const { publicHalf } = mintCode((half) => refused.push(half) >= 3)
  expect(refused).toHaveLength(3)
  expect(publicHalf).toBe(refused.at(-1))
})

it.each(['', 'ABC', '7K2QX-9MBD-4TP', '7K2QX-9MBD-4TPRX', '7K2QX-9MBD-4TPU', '7K2QX-9MBD-4T\u0000R'])(
  'rejects %j as a code',
  (text) => expect(parseCode(text)).toBeUndefined(),
)

describe('an attempt to pair', () => {
  it.each([
    ['right', row(), 'right', 0, { ok: true }],
    ['unknown', undefined, 'right', 0, { ok: false, code: 'pairing-code-wrong' }],
    ['wrong', row(), 'wrong', 0, { ok: false, code: 'pairing-code-wrong', counts: 'one' }],
    [
      'the fifth wrong one',
      row({ attempts: 4 }),
      'wrong',
      0,
      { ok: false, code: 'pairing-code-wrong', counts: 'last' },
    ],
    [
      'wrong, after five attempts',
      row({ attempts: 5 }),
      'wrong',
      0,
      { ok: false, code: 'pairing-code-wrong' },
    ],
    [
      'right, after five attempts',
      row({ attempts: 5 }),
      'right',
      0,
      { ok: false, code: 'pairing-code-dead' },
    ],
    ['used', row({ usedAt: 1 }), 'right', 0, { ok: false, code: 'pairing-code-used' }],
    ['expired', row(), 'right', 600_000, { ok: false, code: 'pairing-code-expired' }],
    [
      'wrong for a used one',
      row({ usedAt: 1 }),
      'wrong',
      0,
      { ok: false, code: 'pairing-code-wrong', counts: 'one' },
    ],
  ] as const)('%s', (_, code, secretHash, now, expected) => {
    expect(judgeAttempt(code, secretHash, now)).toEqual(expected)
  })
})
