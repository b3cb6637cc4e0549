/** Upstream calls by number of agents. The clock is simulated; the gateway and its storage are not. */
import { runInDurableObject } from 'cloudflare:test'
import { isThorough } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { describe, expect, it, vi } from 'vitest'
import { countAll, personaGateway } from '../../testing/gateway.ts'
import { openRelay } from '../../testing/relay-under-test.ts'
import type { Query } from './query.ts'

const LISTS: Query[] = [
  { kind: 'sessions', provider: 'persona', filter: {}, limit: 25 },
  { kind: 'events', provider: 'persona', filter: {}, limit: 25 },
]
const SECONDS = 60
const POLL_EVERY_SECONDS = 15

async function countCallsAMinute(agents: number): Promise<number> {
  const relay = openRelay()
  const beganAt = Date.now()
  const polls = (agents * SECONDS) / POLL_EVERY_SECONDS
  const refused = await runInDurableObject(personaGateway(), async (gateway) => {
    let count = 0
    for (let poll = 0; poll < polls; poll++) {
      vi.setSystemTime(beganAt + (poll * SECONDS * 1000) / polls)
      for (const query of LISTS) {
        const answer = await gateway.answer(query, false, `agent-${poll % agents}`)
        if (!answer.ok) count++
        // A background refresh takes time, while the clock stands still here.
        else if (answer.source.state === 'stale') await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    return count
  })
  expect(refused).toBe(0)
  return countAll(relay)
}

describe('upstream calls a minute, two lists open', () => {
  it.each(isThorough() ? [1, 10, 100, 1_000, 5_000] : [1, 10, 300])('%i agents', async (agents) => {
    const calls = await countCallsAMinute(agents)
    expect(calls).toBeLessThanOrEqual(14)
    expect(calls).toBeGreaterThanOrEqual(6)
  })
})
