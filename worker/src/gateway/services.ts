/** All that one gate is made of, put together over its storage. */
import { createHmac } from 'node:crypto'
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import type { GateState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { Configuration } from '../config/bindings.ts'
import { gateName, type ProviderConfiguration } from '../config/providers.ts'
import { createProvider } from '../providers/create-provider.ts'
import { openShelf } from './cache/disk-cache.ts'
import { openNotebook } from './cache/key-value-store.ts'
import { createMemory } from './cache/row-cache.ts'
import { dropOutdated } from './cache/settings.ts'
import { createNews } from './events/changes.ts'
import { createEventMemory } from './events/event-cache.ts'
import { daysKeptBy } from './events/event-plan.ts'
import { openEventLog } from './events/event-store.ts'
import { createTally, type Use } from './metrics.ts'
import { createCursorSeal } from './queries/cursor.ts'
import { createReader, type Reader } from './queries/queries.ts'
import { createRevealer } from './queries/reveal.ts'
import type { RevealAnswer, RevealQuestion } from './reveal-query.ts'
import { describeGate } from './snapshot.ts'
import { openUseBook } from './upstream/agent-usage.ts'
import { createUpstream } from './upstream/upstream.ts'

const SHELF_BYTES = 32_000_000

export interface Serving {
  read: Reader
  /** Answers that were given on behalf of this gate. */
  noteJoined(use: Use, count: number): void
  reveal(question: RevealQuestion, asker: string): Promise<RevealAnswer>
  health(): ProviderHealth
  describe(): GateState
  /** Deletes what has ended. */
  sweep(): void
}

export interface ServingParts {
  configuration: Configuration
  provider: ProviderConfiguration
  sql: SqlStorage
  now: () => number
  random: () => number
  waitUntil: (promise: Promise<unknown>) => void
}

export function createServing({
  configuration,
  provider,
  sql,
  now,
  random,
  waitUntil,
}: ServingParts): Serving {
  const { tokenPepper, eventsKeptAfterDays } = configuration
  const scope = gateName(provider)
  const notebook = openNotebook(sql)
  dropOutdated(sql, notebook, configuration, provider)
  const shelf = openShelf(sql, SHELF_BYTES, now)
  const uses = openUseBook(sql, now)
  const tally = createTally(notebook.read('tally'), now())
  const keptDays = daysKeptBy(provider.id) + eventsKeptAfterDays
  const events = createEventMemory({ log: openEventLog(sql), now, keptDays })
  const hash = (list: string) =>
    createHmac('sha256', tokenPepper).update(`list ${scope} ${list}`).digest('base64url')
  const news = createNews(notebook, now)
  const memory = createMemory({ shelf, events, news, hash, now })
  const upstream = createUpstream({
    provider: createProvider(provider, configuration),
    missLimits: provider.missLimits,
    uses,
    notebook,
    tally,
    now,
    random,
  })
  const seal = createCursorSeal(tokenPepper, scope)
  return {
    read: createReader({ upstream, memory, news, events, tally, seal, now, waitUntil }),
    noteJoined: tally.countAnswer,
    reveal: createRevealer(upstream),
    health: upstream.health,
    describe: () =>
      describeGate({
        ...upstream.describe(),
        state: upstream.state(),
        tally: tally.read(),
        held: { ...shelf.measure(), events: events.count() },
      }),
    sweep() {
      shelf.sweep()
      uses.sweep()
      events.sweep()
    },
  }
}
