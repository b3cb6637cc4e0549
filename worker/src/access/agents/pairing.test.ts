import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CodeRow, formatCode, judgeAttempt, mintCode, parseCode } from './pairing.ts'

const row = (change: Partial<CodeRow> = {}): CodeRow => ({
  secretHash: 'right',
  expiresAt: 600_000,
  tries: 0,
  usedAt: null,
  ...change,
})

it('reads back what it writes, however it is typed', () => {
  fc.assert(
    fc.property(fc.constantFrom('', ' ', '-', ' - '), fc.boolean(), (between, lower) => {
      const code = mintCode(() => false)
      const typed = [...formatCode(code).replaceAll('-', '')].join(between)
      expect(parseCode(lower ? typed.toLowerCase() : typed)).toEqual(code)
    }),
  )
})

it('is not found by what finds another', () => {
  const refused: string[] = []
  const { publicHalf } = mintCode((half) => refused.push(half) < 3)
  expect(refused).toHaveLength(3)
  expect(publicHalf).toBe(refused.at(-1))
})

it.each(['', 'ABC', '7K2QX-9MBD-4TP', '7K2QX-9MBD-4TPRX', '7K2QX-9MBD-4TPU', '7K2QX-9MBD-4T\u0000R'])(
  '%j is no code',
  (text) => expect(parseCode(text)).toBeUndefined(),
)

describe('an attempt', () => {
  it.each([
    ['right', row(), 'right', 0, { ok: true }],
    ['unknown', undefined, 'right', 0, { ok: false, code: 'pairing-code-wrong' }],
    ['wrong', row(), 'wrong', 0, { ok: false, code: 'pairing-code-wrong', try: 'one' }],
    [
      'the fifth wrong one',
      row({ tries: 4 }),
      'wrong',
      0,
      { ok: false, code: 'pairing-code-wrong', try: 'last' },
    ],
    ['wrong, at a worn-out one', row({ tries: 5 }), 'wrong', 0, { ok: false, code: 'pairing-code-wrong' }],
    ['right, but too late', row({ tries: 5 }), 'right', 0, { ok: false, code: 'pairing-code-dead' }],
    ['used', row({ usedAt: 1 }), 'right', 0, { ok: false, code: 'pairing-code-used' }],
    ['expired', row(), 'right', 600_000, { ok: false, code: 'pairing-code-expired' }],
    [
      'wrong at a used one',
      row({ usedAt: 1 }),
      'wrong',
      0,
      { ok: false, code: 'pairing-code-wrong', try: 'one' },
    ],
  ] as const)('%s', (_, code, secretHash, now, expected) => {
    expect(judgeAttempt(code, secretHash, now)).toEqual(expected)
  })
})
