/** Upstream calls by number of agents. The clock is simulated; the gateway and its storage are not. */
import { runInDurableObject } from 'cloudflare:test'
import { isThorough } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { describe, expect, it, vi } from 'vitest'
import { countAll, personaGateway } from '../../testing/gateway.ts'
import { openRelay, type RelayUnderTest } from '../../testing/relay-under-test.ts'
import type { Query } from './query.ts'

const listOf = (kind: 'sessions' | 'events', limit: number): Query => ({
  kind,
  provider: 'persona',
  filter: {},
  limit,
})
const LISTS = [listOf('sessions', 25), listOf('events', 25)]
/** As the panel asks for its cases. */
const CASES = [listOf('sessions', 25), listOf('events', 100)]
const POLL_EVERY_SECONDS = 15

interface Polls {
  agents: number
  seconds: number
  lists: readonly Query[]
  /** IDs that all of them have in view; each agent who sees one change asks for its state again. */
  inView?: (relay: RelayUnderTest) => readonly string[]
  changesEverySeconds?: number
}

/** Returns how many calls the provider had in a minute. */
async function poll({ agents, seconds, lists, inView, changesEverySeconds = 60 }: Polls): Promise<number> {
  const relay = openRelay()
  const { control } = relay.providers
  const ids = [...(inView?.(relay) ?? [])]
  const beganAt = Date.now()
  const polls = (agents * seconds) / POLL_EVERY_SECONDS
  /** By agent: how many changes are on its screen. */
  const seen = new Map<number, number>()
  const changes: { event: string; inquiry: string }[] = []
  const refused = await runInDurableObject(personaGateway(), async (gateway) => {
    let count = 0
    for (let nth = 0; nth < polls; nth++) {
      const at = (nth * seconds) / polls
      vi.setSystemTime(beganAt + at * 1000)
      const inquiry = ids[changes.length % ids.length]
      if (inquiry !== undefined && at > changesEverySeconds * (changes.length + 0.5)) {
        const { event } = control.emit({ inquiry, event: { name: 'inquiry.transitioned' } })
        changes.push({ event: event ?? '', inquiry })
      }
      const agent = nth % agents
      const ask = async (query: Query): Promise<string> => {
        const answer = await gateway.answer(query, false, `agent-${agent}`)
        if (!answer.ok) count++
        // A background refresh takes time, while the clock stands still here.
        else if (answer.source.state === 'stale') await new Promise((resolve) => setTimeout(resolve, 20))
        return answer.ok ? answer.body : ''
      }
      const lookUp = (wanted: string[]) =>
        wanted.length > 0 ? ask({ kind: 'lookups', provider: 'persona', ids: wanted }) : undefined
      const told: string[] = []
      for (const query of lists) told.push(await ask(query))
      const known = seen.get(agent)
      const news = changes.filter(({ event }) => told.some((body) => body.includes(event))).length
      seen.set(agent, news)
      if (known === undefined) await lookUp(ids)
      else await lookUp(changes.slice(known, news).map((change) => change.inquiry))
    }
    return count
  })
  expect(refused).toBe(0)
  return (countAll(relay) * 60) / seconds
}

describe('upstream calls a minute', () => {
  it.each(isThorough() ? [1, 10, 100, 1_000, 5_000] : [1, 10, 300])(
    'of %i agents with two lists open',
    async (agents) => {
      const calls = await poll({ agents, seconds: 60, lists: LISTS })
      expect(calls).toBeLessThanOrEqual(14)
      expect(calls).toBeGreaterThanOrEqual(6)
    },
  )

  it.each(isThorough() ? [60, 20, 10] : [60, 20])(
    'of 100 agents who have the cases open are no more than those of two lists, with a change each %i s',
    async (changesEverySeconds) => {
      const calls = await poll({
        agents: 100,
        seconds: isThorough() ? 3600 : 180,
        lists: CASES,
        inView: ({ providers }) =>
          Object.values(providers.control.known().persona.sandbox).flatMap(({ inquiry }) =>
            inquiry === 'inq_ABC123' ? [] : inquiry,
          ),
        changesEverySeconds,
      })
      const states = Math.min(60 / changesEverySeconds, 6)
      // Events, sessions, and a state for each change, as long as the next one does not come with it.
      expect(calls).toBeLessThanOrEqual(6 + 2 + states + 1)
      expect(calls).toBeGreaterThan(6 + 2)
    },
  )
})
