import * as v from 'valibot'
import { type EmitSessionInput, EmitSessionSchema, type EmittedSession } from '../deepidv/emit.ts'
import type { KnownSessions } from '../deepidv/known.ts'
import { type FaultInput, FaultSchema } from '../faults/faults.ts'
import { type EmitInput, EmitSchema, type Emitted } from '../persona/emit.ts'
import { ENVIRONMENTS, type Environment } from '../persona/keys.ts'
import type { KnownStories } from '../persona/known.ts'
import { type createWebhookWriter, type WebhooksInput, WebhooksSchema } from '../webhooks/webhooks.ts'

const time = v.union([
  v.pipe(v.number(), v.integer()),
  v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.transform((text) => Date.parse(text)),
  ),
])

export const ClockSchema = v.union(
  [v.strictObject({ set: time }), v.strictObject({ advance: v.pipe(v.number(), v.integer()) })],
  'say either {"set": time} or {"advance": milliseconds}',
)

/** More than this would reach back beyond the documents' own examples, which are to be the oldest. */
export const MAX_ROWS = 250_000

export const rowsSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_ROWS))
export const seedSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1))

/**
 * A new seed or size makes new worlds; Persona's limit for a minute and deepidv's for a day are those of both
 * environments unless one is named.
 */
export const ScenarioSchema = v.strictObject({
  seed: v.optional(seedSchema),
  rows: v.optional(rowsSchema),
  rateLimit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  dailyQuota: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  environment: v.optional(v.picklist(ENVIRONMENTS)),
})

export const FaultsSchema = v.strictObject({ faults: v.array(FaultSchema) })

export { EmitSchema, EmitSessionSchema, WebhooksSchema }

export type ClockInput = v.InferInput<typeof ClockSchema>
export type ScenarioInput = v.InferInput<typeof ScenarioSchema>

export type Scenario = { readonly seed: number; readonly rows: number }

export type Known = {
  readonly persona: Readonly<Record<Environment, KnownStories>>
  readonly deepidv: Readonly<Record<Environment, KnownSessions>>
}

/** The control plane, for tests in the same process. The routes under `/__providers` do the same. */
export type Control = {
  /** calls by method and path pattern: `{"GET /api/v1/events": 3}` */
  calls(): Record<string, number>
  /** calls that have this value in their query, such as one customer's reference */
  callsNaming(value: string): number
  /** calls, faults, emitted rows, clock, rate windows and scenario: all as at the start */
  reset(): void
  /** replaces the faults; an empty list clears them */
  faults(list: readonly FaultInput[]): void
  scenario(change: ScenarioInput): Scenario
  /** answers with the provider's time */
  clock(move: ClockInput): { readonly now: number }
  /** where webhooks go from now on, and how; each emitted row sends one */
  webhooks(input: WebhooksInput): void
  /** the body of a webhook, as the provider would send it now */
  writeWebhook: ReturnType<typeof createWebhookWriter>
  /** a row of Persona's */
  emit(row: EmitInput): Emitted
  /** a session of deepidv's */
  emitSession(row: EmitSessionInput): EmittedSession
  known(): Known
}
