import { listRevealable, REVEAL_OBJECTS } from '@inquiry-lens/shared/contract/reveals.ts'
import { expect, it } from 'vitest'
import { listRevealGroups } from './labels.ts'

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
