import { listRevealable } from '@inquiry-lens/shared/reveal-api.ts'
import { expect, it } from 'vitest'
import { REVEAL_GROUPS } from './revealable.ts'

it.each(['session', 'inquiry'] as const)(
  'every field of the %s that is shown on request has its place, once',
  (kind) => {
    const fields: string[] = REVEAL_GROUPS[kind].flatMap((group) => [...group.fields])
    expect(fields.toSorted()).toEqual(listRevealable(`persona.${kind}`).toSorted())
  },
)
