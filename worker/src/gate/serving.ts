/** All that one gate is made of, put together over its storage. */
import { createHmac } from 'node:crypto'
import type { ProviderHealth } from '@inquiry-lens/shared/api.ts'
import type { GateState } from '@inquiry-lens/shared/gate-api.ts'
import type { Configuration } from '../configuration.ts'
import { gateName, type ProviderConfiguration } from '../provider-configuration.ts'
import { createProvider } from '../providers/create-provider.ts'
import type { RevealAnswer, RevealQuestion } from '../reveal-question.ts'
import { createCursorSeal } from './cursor.ts'
import { openEventLog } from './event-log.ts'
import { createEventMemory } from './event-memory.ts'
import { daysKeptBy } from './event-plan.ts'
import { createMemory } from './memory.ts'
import { createNews } from './news.ts'
import { openNotebook } from './notebook.ts'
import { createReader, type Reader } from './reader.ts'
import { describeGate } from './report.ts'
import { createRevealer } from './reveal.ts'
import { dropOutdated } from './settings.ts'
import { openShelf } from './shelf.ts'
import { createTally, type Use } from './tally.ts'
import { createUpstream } from './upstream.ts'
import { openUseBook } from './use-book.ts'

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
