/** The gate: one Durable Object for each provider and environment, which alone asks that provider anything. */
import { DurableObject } from 'cloudflare:workers'
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import type { GatewayState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { cachedConfiguration } from '../config/bindings.ts'
import { findHeldProvider } from './cache/settings.ts'
import type { CacheUse } from './metrics.ts'
import type { GatewayAnswer } from './queries/answer.ts'
import type { Query, RevealAnswer, RevealQuery } from './query.ts'
import { createServices, type Services } from './services.ts'

const SWEEP_EVERY_MS = 10 * 60_000

export class ProviderGateway extends DurableObject<Env> {
  #serving: { id: ProviderId; serving: Services } | undefined
  #sweepsAt = 0

  /** `forced`: ask the provider anew, within the floor that protects it. `asker`: an opaque key of the agent. */
  async answer(question: Query, forced: boolean, sender: string): Promise<GatewayAnswer> {
    this.#planSweep()
    return this.#servingOf(question.provider).read(question, forced, sender)
  }

  /** So many others got the same answer from the desk, which asked once for all of them. */
  async countShared(provider: ProviderId, use: CacheUse, count: number): Promise<void> {
    this.#servingOf(provider).countShared(use, count)
  }

  async reveal(question: RevealQuery, sender: string): Promise<RevealAnswer> {
    return this.#servingOf(question.provider).reveal(question, sender)
  }

  async health(provider: ProviderId): Promise<ProviderHealth> {
    return this.#servingOf(provider).health()
  }

  async snapshot(provider: ProviderId): Promise<GatewayState> {
    return this.#servingOf(provider).describe()
  }

  /** What has ended goes even while nobody asks anything; as long as there is anything, there is a next time. */
  override async alarm(): Promise<void> {
    const id = this.#serving?.id ?? findHeldProvider(this.ctx.storage.sql, this.#configuration().providers)
    const serving = id && this.#servingOf(id)
    serving?.sweep()
    const held = serving?.describe().held
    if (held && held.answers + held.events > 0) await this.ctx.storage.setAlarm(Date.now() + SWEEP_EVERY_MS)
  }

  #planSweep() {
    if (Date.now() < this.#sweepsAt) return
    this.#sweepsAt = Date.now() + SWEEP_EVERY_MS
    this.ctx.waitUntil(this.ctx.storage.setAlarm(this.#sweepsAt))
  }

  #configuration() {
    const configuration = cachedConfiguration(this.env)
    // The routes answer a broken configuration before they ask the gate anything.
    if (!configuration.ok) throw new Error(configuration.detail)
    return configuration.value
  }

  #servingOf(id: ProviderId): Services {
    if (this.#serving?.id === id) return this.#serving.serving
    const configuration = this.#configuration()
    const provider = configuration.providers.find((one) => one.id === id)
    if (!provider) throw new Error(`The relay has no provider ${id}`)
    const serving = createServices({
      configuration,
      provider,
      sql: this.ctx.storage.sql,
      now: () => Date.now(),
      random: () => Math.random(),
      waitUntil: (promise) => this.ctx.waitUntil(promise),
    })
    this.#serving = { id, serving }
    return serving
  }
}
