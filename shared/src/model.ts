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

/** `null`: the provider has not said. */
const Count = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))

/** What a customer was asked to prove, and what became of it. */
export const InquirySchema = v.object({
  provider: ProviderIdSchema,
  id: Text,
  status: Text,
  createdAt: OptionalInstant,
  updatedAt: OptionalInstant,
  startedAt: OptionalInstant,
  /** When it will, or would have: `expiredAt` says that it did. */
  expiresAt: OptionalInstant,
  completedAt: OptionalInstant,
  failedAt: OptionalInstant,
  markedForReviewAt: OptionalInstant,
  decisionedAt: OptionalInstant,
  expiredAt: OptionalInstant,
  redactedAt: OptionalInstant,
  /** Where the customer was last, and is to go next: `verification_government_id`, … an open set. */
  previousStep: OptionalText,
  nextStep: OptionalText,
  /** `null` in lists, where it is not asked for. */
  templateName: OptionalText,
  accountId: OptionalText,
  /** The company's own number for the customer; only one of the form that an admin let through. */
  referenceId: OptionalText,
  counts: v.object({ sessions: Count, verifications: Count, documents: Count, selfies: Count }),
})

/** Something that happened at a provider: its name, when, and to what; never what was in it. */
export const ProviderEventSchema = v.object({
  provider: ProviderIdSchema,
  id: Text,
  name: Text,
  createdAt: OptionalInstant,
  object: v.nullable(v.object({ type: Text, id: Text })),
})

/** An inquiry with all that happened in it, sessions and events newest first. */
export const CaseFileSchema = v.object({
  provider: ProviderIdSchema,
  inquiry: InquirySchema,
  sessions: v.array(SessionSchema),
  events: v.array(ProviderEventSchema),
  /** There are older ones than these. */
  eventsTruncated: v.boolean(),
  /** The provider told of the inquiry, but not of its events: there may be some. */
  eventsMissing: v.optional(v.literal(true)),
})

/** An object in a line: enough for a mark on a page. */
export const SummarySchema = v.object({
  provider: ProviderIdSchema,
  kind: v.picklist(['inquiry', 'session', 'event']),
  id: Text,
  /** The inquiry it belongs to; an inquiry's own ID. */
  inquiryId: OptionalText,
  /** An event has none. */
  status: OptionalText,
  /** An event's. */
  name: OptionalText,
  /** When it came into the state it is in. */
  at: OptionalInstant,
  redacted: v.boolean(),
})

/**
 * What became of one ID. `not-asked` is no word about the object: `reason` is a problem's code where the provider
 * failed, `lookup-limit` where one look-up may not ask for more, `no-lookup` for a kind that cannot be looked up.
 */
export const LookupSchema = v.variant('outcome', [
  v.object({ id: Text, outcome: v.literal('found'), summary: SummarySchema }),
  v.object({ id: Text, outcome: v.literal('not-found') }),
  v.object({ id: Text, outcome: v.literal('not-asked'), reason: Text }),
])

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
export type Inquiry = v.InferOutput<typeof InquirySchema>
export type ProviderEvent = v.InferOutput<typeof ProviderEventSchema>
export type CaseFile = v.InferOutput<typeof CaseFileSchema>
export type Summary = v.InferOutput<typeof SummarySchema>
export type Lookup = v.InferOutput<typeof LookupSchema>
export type Source = v.InferOutput<typeof SourceSchema>

/** A stretch of a list, newest first. `next` continues behind its last row; `null`: there is no more. */
export interface Page<TItem> {
  items: TItem[]
  next: string | null
}
