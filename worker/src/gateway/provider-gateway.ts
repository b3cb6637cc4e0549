/** ProviderGateway: one Durable Object for each provider and environment. Nothing else calls that provider. */
import { DurableObject } from 'cloudflare:workers'
import { createHmac } from 'node:crypto'
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import type { ProviderHealth } from '@inquiry-lens/shared/contract/config.ts'
import { topicOfCase } from '@inquiry-lens/shared/contract/live.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type Configuration, cachedConfiguration } from '../config/bindings.ts'
import { gatewayName, type ProviderConfiguration } from '../config/providers.ts'
import { liveHubOf, tellHub } from '../live/live-hub.ts'
import { createProvider } from '../providers/create-provider.ts'
import { openDiskCache, openKeyValueStore } from './cache/cache.ts'
import { createChanges, createRowCache } from './cache/row-cache.ts'
import { dropOutdated, findCachedProvider } from './cache/settings.ts'
import { createEventCache, openEventStore } from './events/event-cache.ts'
import { providerKeepsDays } from './events/event-plan.ts'
import { type CacheUse, openMetrics } from './metrics.ts'
import type { GatewayAnswer } from './queries/answer.ts'
import { createCursorSeal } from './queries/lists.ts'
import { createQueries } from './queries/queries.ts'
import type { Query, RevealAnswer, RevealQuery } from './query.ts'
import { openAgentUsage } from './upstream/fair-shares.ts'
import { createUpstream, LOOKUP_DEADLINE_MS } from './upstream/upstream.ts'
import { createWebhooks, openInbox } from './webhooks.ts'

const SWEEP_EVERY_MS = 10 * 60_000
const MAX_CACHE_BYTES = 32_000_000

export class ProviderGateway extends DurableObject<Env> {
  #services: { id: ProviderId; services: ReturnType<typeof createServices> } | undefined
  #sweepAt = 0
  #arrived: { body: string; resolve: () => void; reject: (error: unknown) => void }[] = []
  #receiving: Promise<void> | undefined

  /** `forced`: refresh unless the answer is younger than two seconds. `sender`: an opaque key of the agent. */
  async answer(query: Query, forced: boolean, sender: string): Promise<GatewayAnswer> {
    this.#planSweep()
    const { queries, tellFound } = this.#servicesOf(query.provider)
    try {
      return await queries(query, forced, sender)
    } finally {
      tellFound()
    }
  }

  /** `body`: a webhook’s text, from the provider without doubt. Those that come while the LiveHub takes others go to it together. */
  async receiveWebhook(provider: ProviderId, body: string): Promise<void> {
    this.#planSweep()
    const one = { body, ...Promise.withResolvers<void>() }
    this.#arrived.push(one)
    this.#receiving ??= this.#receiveAll(provider).finally(() => {
      this.#receiving = undefined
    })
    await one.promise
  }

  async #receiveAll(provider: ProviderId): Promise<void> {
    while (this.#arrived.length > 0) {
      const batch = this.#arrived.splice(0)
      try {
        const { webhooks } = this.#servicesOf(provider)
        const { topics, isHeard, confirm } = webhooks.receive(batch.map(({ body }) => body))
        // Before the answer: the provider repeats what was not answered.
        if (topics.length > 0) await this.#publish(topics, isHeard ? provider : undefined)
        confirm()
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
  }

  async #publish(topics: readonly string[], heard?: ProviderId): Promise<void> {
    const { jurisdiction } = this.#configuration()
    await tellHub(
      () => liveHubOf(this.env, jurisdiction),
      (hub) => hub.publish(topics, heard),
    )
  }

  async countShared(provider: ProviderId, use: CacheUse, count: number): Promise<void> {
    this.#servicesOf(provider).metrics.countAnswer(use, count)
  }

  async reveal({ provider, kind, id, fields }: RevealQuery, sender: string): Promise<RevealAnswer> {
    const { upstream } = this.#servicesOf(provider)
    const result = await upstream.request(
      { priority: 'lookup', sender, deadlineMs: LOOKUP_DEADLINE_MS },
      (client, call) => client.findSensitive(kind, id, fields, call),
      (revealed) => revealed === null,
    )
    if (!result.ok) return { ok: false, problem: result.problem }
    return result.value === null
      ? { ok: false, problem: upstream.missing() }
      : { ok: true, revealed: result.value }
  }

  /** `sender`: asks first for permissions that are not known yet, within this agent's share. */
  async health(provider: ProviderId, sender?: string): Promise<ProviderHealth> {
    const { upstream } = this.#servicesOf(provider)
    if (sender !== undefined) {
      await upstream.request(
        { priority: 'lookup', sender, deadlineMs: LOOKUP_DEADLINE_MS },
        async (client, call) => {
          await client.checkPermissions?.(call)
          return { ok: true, value: null, allowance: undefined, dropped: {} }
        },
      )
    }
    return upstream.health()
  }

  async snapshot(provider: ProviderId): Promise<GatewayState> {
    const { upstream, metrics, webhooks, measure } = this.#servicesOf(provider)
    return {
      ...upstream.describe(),
      ...metrics.snapshot(),
      webhooks: webhooks.describe(),
      cached: measure(),
    }
  }

  /** Purges expired entries; reschedules while entries remain. */
  override async alarm(): Promise<void> {
    const id = this.#services?.id ?? findCachedProvider(this.ctx.storage.sql, this.#configuration().providers)
    if (!id) return
    const { sweep, measure } = this.#servicesOf(id)
    sweep()
    const { answers, events } = measure()
    if (answers + events > 0) await this.ctx.storage.setAlarm(Date.now() + SWEEP_EVERY_MS)
  }

  #planSweep() {
    if (Date.now() < this.#sweepAt) return
    this.#sweepAt = Date.now() + SWEEP_EVERY_MS
    this.ctx.waitUntil(this.ctx.storage.setAlarm(this.#sweepAt))
  }

  #configuration() {
    const configuration = cachedConfiguration(this.env)
    // The routes answer a broken configuration before they call the gateway.
    if (!configuration.ok) throw new Error(configuration.detail)
    return configuration.value
  }

  #servicesOf(id: ProviderId) {
    if (this.#services?.id === id) return this.#services.services
    const configuration = this.#configuration()
    const provider = configuration.providers.find((one) => one.id === id)
    if (!provider) throw new Error(`No provider ${id}`)
    const services = createServices(configuration, provider, this.ctx, (topics) => this.#publish(topics))
    this.#services = { id, services }
    return services
  }
}

function createServices(
  configuration: Configuration,
  provider: ProviderConfiguration,
  state: DurableObjectState,
  publish: (topics: readonly string[]) => Promise<void>,
) {
  const { sql } = state.storage
  const now = () => Date.now()
  const { tokenPepper, eventsKeptAfterDays } = configuration
  const scope = gatewayName(provider)
  const keyValueStore = openKeyValueStore(sql)
  dropOutdated(sql, keyValueStore, configuration, provider)
  const diskCache = openDiskCache(sql, MAX_CACHE_BYTES, now)
  const usage = openAgentUsage(keyValueStore, now)
  const metrics = openMetrics(keyValueStore, now)
  const keptDays = providerKeepsDays(provider.id) + eventsKeptAfterDays
  const events = createEventCache({ store: openEventStore(sql), now, keptDays })
  const changes = createChanges(keyValueStore, now)
  const hash = (list: string) =>
    createHmac('sha256', tokenPepper).update(`list ${scope} ${list}`).digest('base64url')
  const rows = createRowCache({ diskCache, events, changes, hash, now })
  const client = createProvider(provider, configuration)
  const inbox = openInbox(sql, keyValueStore, now)
  const webhooks = createWebhooks({
    ...{ provider: client, inbox, rows, changes, metrics, keyValueStore, now },
    coveredSince: events.coveredSince,
  })
  const upstream = createUpstream({
    provider: client,
    missLimits: provider.missLimits,
    usage,
    keyValueStore,
    metrics,
    now,
    random: () => Math.random(),
  })
  /** Changes that an answer shows, for those who have the case open. One that is lost is found by their next poll. */
  function tellFound(): void {
    const topics = changes.takeFound().map(topicOfCase)
    if (topics.length > 0) state.waitUntil(publish(topics).catch(() => {}))
  }
  const queries = createQueries({
    upstream,
    rows,
    changes,
    events,
    metrics,
    seal: createCursorSeal(tokenPepper, scope),
    webhooks,
    now,
    waitUntil: (promise) => state.waitUntil(promise.finally(tellFound)),
  })
  return {
    queries,
    tellFound,
    webhooks,
    upstream,
    metrics,
    measure: () => ({ ...diskCache.measure(), events: events.count() }),
    sweep() {
      diskCache.sweep()
      usage.flush()
      metrics.flush()
      events.sweep()
      inbox.sweep()
    },
  }
}
