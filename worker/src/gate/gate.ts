/** The gate: one Durable Object for each provider and environment, which alone asks that provider anything. */
import { DurableObject } from 'cloudflare:workers'
import type { ProviderState } from '@inquiry-lens/shared/api.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { gateName, readConfiguration } from '../configuration.ts'
import { createProvider } from '../providers/create-provider.ts'
import type { Question } from '../question.ts'
import type { GateAnswer } from './answer.ts'
import { createCursorSeal } from './cursor.ts'
import { createReader, type Reader } from './reader.ts'

export class Gate extends DurableObject<Env> {
  #readers = new Map<ProviderId, Reader>()

  /** `forced`: ask the provider anew, within the floor that protects it. */
  async answer(question: Question, forced: boolean): Promise<GateAnswer> {
    return this.#readerOf(question.provider).answer(question, forced)
  }

  async state(provider: ProviderId): Promise<ProviderState> {
    return this.#readerOf(provider).state()
  }

  #readerOf(id: ProviderId): Reader {
    const known = this.#readers.get(id)
    if (known) return known
    const configuration = readConfiguration(this.env)
    const provider = configuration.ok && configuration.value.providers.find((one) => one.id === id)
    if (!configuration.ok || !provider) throw new Error(`The relay has no provider ${id}`)
    const reader = createReader({
      provider: createProvider(provider, configuration.value),
      seal: createCursorSeal(configuration.value.tokenPepper, gateName(provider)),
      now: () => Date.now(),
      waitUntil: (promise) => this.ctx.waitUntil(promise),
    })
    this.#readers.set(id, reader)
    return reader
  }
}
