/**
 * What the relay says about a provider's objects, in one vocabulary for every provider.
 *
 * Nothing here is closed: a status, an event name or a device type that nobody has seen yet is a string like any
 * other. What an agent must make of it is `status.ts`; what may be in here at all is `fields.ts`.
 */
import * as v from 'valibot'
import { EnvironmentSchema, ProviderIdSchema } from './providers/registry.ts'

/** A provider's own words are shown as they are, but not without end. */
const Text = v.pipe(v.string(), v.maxLength(500))
const OptionalText = v.nullable(Text)
/** ISO 8601 with zone, as the provider wrote it. */
const Instant = v.pipe(v.string(), v.isoTimestamp())
const OptionalInstant = v.nullable(Instant)
/** `null`: the provider has not said, which is not the same as "no". */
const Tristate = v.nullable(v.boolean())

const NamedVersionSchema = v.object({ name: OptionalText, version: OptionalText })

export const DeviceSchema = v.object({
  /** `smartphone`, `desktop`, … an open set. */
  type: OptionalText,
  name: OptionalText,
  os: NamedVersionSchema,
  browser: NamedVersionSchema,
  mobileSdk: NamedVersionSchema,
  /** How the customer moved to this device (`sms`, `qr`, …), if they did. */
  handoff: OptionalText,
})

export const NetworkSchema = v.object({
  proxy: Tristate,
  vpn: Tristate,
  tor: Tristate,
  datacenter: Tristate,
  /** `low`, `medium`, `high`, … an open set. */
  threatLevel: OptionalText,
  /** `residential`, `mobile`, `corporate`, … an open set. */
  connectionType: OptionalText,
  country: v.object({ code: OptionalText, name: OptionalText }),
})

/** One sitting of a customer at one device. */
export const SessionSchema = v.object({
  provider: ProviderIdSchema,
  id: Text,
  inquiryId: OptionalText,
  status: Text,
  createdAt: OptionalInstant,
  startedAt: OptionalInstant,
  expiredAt: OptionalInstant,
  device: DeviceSchema,
  network: NetworkSchema,
})

/** Something that happened at a provider: its name, when, and to what; never what was in it. */
export const ProviderEventSchema = v.object({
  provider: ProviderIdSchema,
  id: Text,
  name: Text,
  createdAt: OptionalInstant,
  object: v.nullable(v.object({ type: Text, id: Text })),
})

/**
 * Where an answer comes from and how it stands with it. Travels in the `Lens-Source` header, see `source.ts`.
 * `stale` without a reason means that a refresh is under way; with one, why there was none.
 */
export const SourceSchema = v.object({
  provider: ProviderIdSchema,
  environment: EnvironmentSchema,
  state: v.picklist(['fresh', 'stale']),
  reason: v.optional(v.string()),
})

export const pageOf = <TItem extends v.GenericSchema>(item: TItem) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()) })

export type Device = v.InferOutput<typeof DeviceSchema>
export type Network = v.InferOutput<typeof NetworkSchema>
export type Session = v.InferOutput<typeof SessionSchema>
export type ProviderEvent = v.InferOutput<typeof ProviderEventSchema>
export type Source = v.InferOutput<typeof SourceSchema>

/** A stretch of a list, newest first. `next` continues behind its last row; `null`: there is no more. */
export interface Page<TItem> {
  items: TItem[]
  next: string | null
}
