import { CASE_STATES } from '@inquiry-lens/shared/domain/case-state.ts'
import { describe, expect, it } from 'vitest'
import { SHAPES } from './shapes.ts'

describe('the shapes of states', () => {
  it('are there for every meaning, in the tone of its word', () => {
    const shapes: Readonly<Record<string, readonly string[]>> = SHAPES
    for (const [caseState, { tone }] of Object.entries(CASE_STATES))
      expect(shapes[caseState]?.[0]?.split(' ')[0], caseState).toBe(tone)
  })

  it('differ without colour', () => {
    const drawn = Object.values(SHAPES).map(([tone, ...paths]) => [tone.includes('dashed'), ...paths].join())
    expect(new Set(drawn).size).toBe(drawn.length)
  })
})
