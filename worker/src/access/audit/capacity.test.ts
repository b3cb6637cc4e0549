import { expect, it } from 'vitest'
import { hasRoomFor, judgeFill } from './capacity.ts'

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
    expect(hasRoomFor(act, 999, 1000)).toBe(true)
    expect(hasRoomFor(act, 1000, 1000)).toBe(false)
  }
  for (const act of ['read-record', 'list-agents'] as const) {
    expect(hasRoomFor(act, 1039, 1000)).toBe(true)
    expect(hasRoomFor(act, 1040, 1000)).toBe(false)
  }
  for (const act of ['keep-record', 'manage-agents'] as const) {
    expect(hasRoomFor(act, 1049, 1000)).toBe(true)
    expect(hasRoomFor(act, 1050, 1000)).toBe(false)
  }
  for (const act of ['know-oneself', 'see-gate'] as const) expect(hasRoomFor(act, 5000, 1000)).toBe(true)
})
