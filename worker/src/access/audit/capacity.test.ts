import { expect, it } from 'vitest'
import { capacityOf, hasRoomFor } from './capacity.ts'

it.each([
  [0, 'ok'],
  [699, 'ok'],
  [700, 'warning'],
  [999, 'warning'],
  [1000, 'full'],
  [1049, 'full'],
  [1050, 'exhausted'],
  [5000, 'exhausted'],
] as const)('%i of 1000 bytes: %s', (used, fill) => expect(capacityOf(used, 1000)).toBe(fill))

it('a full record answers nothing about anybody, and serves those who make room', () => {
  for (const permission of ['read', 'case:copy', 'reveal'] as const) {
    expect(hasRoomFor(permission, 999, 1000)).toBe(true)
    expect(hasRoomFor(permission, 1000, 1000)).toBe(false)
  }
  for (const permission of ['audit:read', 'agents:list'] as const) {
    expect(hasRoomFor(permission, 1039, 1000)).toBe(true)
    expect(hasRoomFor(permission, 1040, 1000)).toBe(false)
  }
  for (const permission of ['audit:export', 'agents:manage'] as const) {
    expect(hasRoomFor(permission, 1049, 1000)).toBe(true)
    expect(hasRoomFor(permission, 1050, 1000)).toBe(false)
  }
  for (const permission of ['self:read', 'gateway:read'] as const)
    expect(hasRoomFor(permission, 5000, 1000)).toBe(true)
})
