import { describe, expect, it } from 'vitest'
import { CASE_GROUPS, groupOfState } from './case-group.ts'
import { CASE_STATES, isCaseState, isFinal } from './case-state.ts'

const states = Object.keys(CASE_STATES).filter(isCaseState)

describe('the group of a case', () => {
  it('is one of four for each state but an unknown one', () => {
    for (const state of states) {
      const group = groupOfState(state)
      if (state === 'unknown') expect(group).toBeUndefined()
      else expect(CASE_GROUPS, state).toContain(group)
    }
    expect(new Set(states.flatMap((state) => groupOfState(state) ?? []))).toEqual(new Set(CASE_GROUPS))
  })

  it('says that a case waits where more may happen, and only there', () => {
    for (const state of states) {
      const waits = ['customer', 'us'].includes(groupOfState(state) ?? '')
      if (state !== 'unknown') expect(waits, state).toBe(!isFinal(state))
    }
  })

  it('ended badly with a red mark, and never with a green one', () => {
    for (const state of states) {
      const { tone } = CASE_STATES[state]
      if (tone === 'bad') expect(groupOfState(state)).toBe('ended-badly')
      if (tone === 'good') expect(groupOfState(state)).toBe('done')
    }
  })
})
