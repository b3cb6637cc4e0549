import { expect, it } from 'vitest'
import { judgeFill, mayActWhen } from './fill.ts'

it.each([
  [0, 'roomy'],
  [699, 'roomy'],
  [700, 'nearly-full'],
  [999, 'nearly-full'],
  [1000, 'full'],
  [1049, 'full'],
  [1050, 'at-end'],
  [5000, 'at-end'],
] as const)('%i of 1000 bytes: %s', (used, fill) => expect(judgeFill(used, 1000)).toBe(fill))

it('a full record answers nothing about anybody, and serves those who make room', () => {
  for (const act of ['read', 'take', 'reveal'] as const) {
    expect(mayActWhen('nearly-full', act)).toBe(true)
    expect(mayActWhen('full', act)).toBe(false)
  }
  for (const act of ['read-record', 'keep-record', 'manage-agents', 'know-oneself'] as const) {
    expect(mayActWhen('full', act)).toBe(true)
    expect(mayActWhen('at-end', act)).toBe(false)
  }
})
