import { listRevealable, REVEAL_OBJECTS } from '@inquiry-lens/shared/contract/reveals.ts'
import { describe, expect, it } from 'vitest'
import { describeRecentViewers, listRevealGroups, nameAgent, nameRecentViewers } from './labels.ts'

const OBJECTS = [
  ['persona', 'session'],
  ['persona', 'inquiry'],
  ['deepidv', 'session'],
] as const

it.each(OBJECTS)('every field of a %s %s that is shown on request has its place, once', (provider, kind) => {
  const object = REVEAL_OBJECTS.find((known) => known === `${provider}.${kind}`)
  const fields = listRevealGroups(provider, kind).flatMap((group) => [...group.fields])
  expect(fields.toSorted()).toEqual(object && listRevealable(object).toSorted())
})

it('there is one for each object that the relay reveals, and none else', () => {
  expect(OBJECTS.map((parts) => parts.join('.')).toSorted()).toEqual([...REVEAL_OBJECTS].toSorted())
  expect(listRevealGroups('deepidv', 'inquiry')).toEqual([])
})

describe('recent viewers', () => {
  const NOW = Date.parse('2026-11-21T12:00:00Z')
  const MINUTE = 60_000
  const seen = (...agents: string[]) =>
    nameRecentViewers(agents.map((agent, index) => ({ agent, at: NOW - (4 + index * 10) * MINUTE })))

  it.each([
    ['ada@example.com', 'Ada'],
    ['ada.lovelace@example.com', 'Ada Lovelace'],
    ['ada-lovelace+desk@example.com', 'Ada Lovelace'],
    ['a.lovelace@example.com', 'a.lovelace@example.com'],
    ['agent007@example.com', 'agent007@example.com'],
    ['..@example.com', '..@example.com'],
  ])('%s is called %s', (email, name) => {
    expect(nameAgent(email)).toBe(name)
  })

  it.each([
    [[], undefined],
    [['ada@example.com'], 'Ada opened this 4 min ago'],
    [['ada@example.com', 'bob@example.com'], 'Ada opened this 4 min ago, and Bob 14 min ago'],
    [
      ['ada@example.com', 'bob@example.com', 'carla@example.com'],
      'Ada opened this 4 min ago, and 2 others before',
    ],
    [
      ['ada@example.com', 'ada@example.org'],
      'ada@example.com opened this 4 min ago, and ada@example.org 14 min ago',
    ],
  ])('%j', (agents, words) => {
    expect(describeRecentViewers(seen(...agents), NOW)).toBe(words)
  })

  it('grows older as time passes', () => {
    expect(describeRecentViewers(seen('ada@example.com'), NOW + 60 * MINUTE)).toBe('Ada opened this 1 hr ago')
  })
})
