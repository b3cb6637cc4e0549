/** All that one gate is made of, put together over its storage. */
import { createHmac } from 'node:crypto'
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import type { GatewayState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { Configuration } from '../config/bindings.ts'
import { gatewayName, type ProviderConfiguration } from '../config/providers.ts'
import { createProvider } from '../providers/create-provider.ts'
import { openDiskCache } from './cache/disk-cache.ts'
import { openKeyValueStore } from './cache/key-value-store.ts'
import { createRowCache } from './cache/row-cache.ts'
import { dropOutdated } from './cache/settings.ts'
import { createChanges } from './events/changes.ts'
import { createEventCache } from './events/event-cache.ts'
import { daysKeptBy } from './events/event-plan.ts'
import { openEventStore } from './events/event-store.ts'
import { type CacheUse, createMetrics } from './metrics.ts'
import { createCursorSeal } from './queries/cursor.ts'
import { createQueries, type Queries } from './queries/queries.ts'
import { createRevealer } from './queries/reveal.ts'
import type { RevealAnswer, RevealQuery } from './query.ts'
import { snapshotGateway } from './snapshot.ts'
import { openAgentUsage } from './upstream/agent-usage.ts'
import { createUpstream } from './upstream/upstream.ts'

const DISK_CACHE_BYTES = 32_000_000

export interface Services {
  read: Queries
  /** Answers that were given on behalf of this gate. */
  countShared(use: CacheUse, count: number): void
  reveal(question: RevealQuery, sender: string): Promise<RevealAnswer>
  health(): ProviderHealth
  describe(): GatewayState
  /** Deletes what has ended. */
  sweep(): void
}

export interface ServicesParts {
  configuration: Configuration
  provider: ProviderConfiguration
  sql: SqlStorage
  now: () => number
  random: () => number
  waitUntil: (promise: Promise<unknown>) => void
}

export function createServices({
  configuration,
  provider,
  sql,
  now,
  random,
  waitUntil,
}: ServicesParts): Services {
  const { tokenPepper, eventsKeptAfterDays } = configuration
  const scope = gatewayName(provider)
  const keyValueStore = openKeyValueStore(sql)
  dropOutdated(sql, keyValueStore, configuration, provider)
  const diskCache = openDiskCache(sql, DISK_CACHE_BYTES, now)
  const uses = openAgentUsage(sql, now)
  const metrics = createMetrics(keyValueStore.read('tally'), now())
  const keptDays = daysKeptBy(provider.id) + eventsKeptAfterDays
  const events = createEventCache({ log: openEventStore(sql), now, keptDays })
  const hash = (list: string) =>
    createHmac('sha256', tokenPepper).update(`list ${scope} ${list}`).digest('base64url')
  const unread = createChanges(keyValueStore, now)
  const memory = createRowCache({ diskCache, events, unread, hash, now })
  const upstream = createUpstream({
    provider: createProvider(provider, configuration),
    missLimits: provider.missLimits,
    uses,
    keyValueStore,
    metrics,
    now,
    random,
  })
  const seal = createCursorSeal(tokenPepper, scope)
  return {
    read: createQueries({ upstream, memory, unread, events, metrics, seal, now, waitUntil }),
    countShared: metrics.countAnswer,
    reveal: createRevealer(upstream),
    health: upstream.health,
    describe: () =>
      snapshotGateway({
        ...upstream.describe(),
        state: upstream.state(),
        metrics: metrics.read(),
        held: { ...diskCache.measure(), events: events.count() },
      }),
    sweep() {
      diskCache.sweep()
      uses.sweep()
      events.sweep()
    },
  }
}
