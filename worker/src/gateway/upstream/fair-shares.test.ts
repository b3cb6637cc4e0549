import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AgentUse, countMiss, countUse, judgeShare, NO_USE, type ShareVerdict } from './fair-shares.ts'
import { countCall, FULL_QUOTA, readWindows } from './quota.ts'

const NOW = 1_790_000_000_000
const MINUTE = { calls: 60, seconds: 60 }
const SHARES = { limits: [MINUTE], missLimits: [{ calls: 10, seconds: 60 }] }

function open() {
  const uses = new Map<string, AgentUse>()
  let budget = FULL_QUOTA
  const useOf = (agent: string) => uses.get(agent) ?? NO_USE
  const left = (now: number) => readWindows(budget, now, SHARES.limits)[0]?.left ?? 0
  return {
    left,
    judge: (agent: string, now: number): ShareVerdict =>
      judgeShare(useOf(agent), now, 'never', readWindows(budget, now, SHARES.limits), SHARES),
    take(agent: string, now: number): boolean {
      if (left(now) < 1 || !this.judge(agent, now).ok) return false
      budget = countCall(budget, now, SHARES.limits)
      uses.set(agent, countUse(useOf(agent), now, SHARES.limits))
      return true
    },
  }
}

describe('a fair share', () => {
  it('refuses no agent while half of the window is left', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 30 }), (agents) => {
        const all = open()
        for (const agent of agents) expect(all.take(`agent-${agent}`, NOW)).toBe(true)
      }),
    )
  })

  it('leaves a third to others, however much one agent asks for', () => {
    const all = open()
    let taken = 0
    for (let call = 0; call < 500; call++) if (all.take('eve', NOW + call * 10)) taken++
    expect(taken).toBe(40)
    expect(all.take('ada', NOW + 5_000)).toBe(true)
  })

  it('never starves an agent with three calls a minute beside two greedy ones', () => {
    const steps = fc.array(fc.record({ waitMs: fc.nat(400), greedy: fc.integer({ min: 1, max: 2 }) }), {
      minLength: 200,
      maxLength: 600,
    })
    fc.assert(
      fc.property(steps, (steps) => {
        const all = open()
        let now = NOW
        let nextAt = NOW
        for (const { waitMs, greedy } of steps) {
          now += waitMs
          for (let agent = 0; agent < greedy; agent++) while (all.take(`greedy-${agent}`, now));
          if (now < nextAt) continue
          expect(all.take('ada', now)).toBe(true)
          nextAt = now + 20_000
        }
      }),
      { numRuns: 30 },
    )
  })

  it('names the time at which the next call is let through', () => {
    const all = open()
    for (let call = 0; call < 100; call++) all.take('eve', NOW + call * 300)
    const now = NOW + 30_000
    const verdict = all.judge('eve', now)
    expect(verdict).toMatchObject({ ok: false, why: 'share-used' })
    if (!verdict.ok) expect(all.judge('eve', now + verdict.retryAfter * 1000).ok).toBe(true)
  })
})

describe('calls that find nothing', () => {
  const missed = (times: number) =>
    Array.from({ length: times }).reduce<AgentUse>((use) => countMiss(use, NOW, SHARES.missLimits), NO_USE)
  const windows = readWindows(FULL_QUOTA, NOW, SHARES.limits)
  const judgeMiss = (times: number, mayMiss: 'never' | 'marks' | 'opened', now = NOW) =>
    judgeShare(missed(times), now, mayMiss, windows, SHARES).ok

  it('have a limit of which marks leave a part to opened objects', () => {
    expect([judgeMiss(6, 'marks'), judgeMiss(7, 'marks')]).toEqual([true, false])
    expect([judgeMiss(9, 'opened'), judgeMiss(10, 'opened')]).toEqual([true, false])
  })

  it('do not refuse objects known to exist, and expire after the window', () => {
    expect(judgeMiss(10, 'never')).toBe(true)
    expect(judgeMiss(10, 'opened', NOW + 65_000)).toBe(true)
  })
})
