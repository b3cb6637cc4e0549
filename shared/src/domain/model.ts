/**
 * What the relay says about a provider's objects, in one vocabulary for every provider.
 *
 * Nothing here is closed: a status, an event name or a device type that nobody has seen yet is a string like any
 * other. What an agent must make of it is `case-state.ts`; what may be in here at all is `fields.ts`.
 */
import * as v from 'valibot'
import { EnvironmentSchema, ProviderIdSchema } from '../contract/schema.ts'

/** A provider's own words are shown as they are, but not without end. */
export const Text = v.pipe(v.string(), v.maxLength(500))
export const OptionalText = v.nullable(Text)
/** ISO 8601 with zone, as the provider wrote it. */
const Instant = v.pipe(v.string(), v.isoTimestamp())
export const OptionalInstant = v.nullable(Instant)
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

const CountrySchema = v.object({ code: OptionalText, name: OptionalText })

export const NetworkSchema = v.object({
  proxy: Tristate,
  vpn: Tristate,
  tor: Tristate,
  datacenter: Tristate,
  /** `low`, `medium`, `high`, … an open set. */
  threatLevel: OptionalText,
  /** `residential`, `mobile`, `corporate`, … an open set. */
  connectionType: OptionalText,
  country: CountrySchema,
})

/** Open sets of a provider's own names, not without end. */
const Names = v.pipe(v.array(Text), v.maxLength(100))
const flagsOf = <TFlag extends v.GenericSchema>(flag: TFlag) => v.record(Text, flag)

/** How far a customer came, where a session is all there is: no inquiry stands above it. */
export const FlowSchema = v.object({
  /** `session`, `verification`, … an open set. */
  type: OptionalText,
  /** `PENDING`, `STARTED`, `COMPLETED`, … an open set. */
  progress: OptionalText,
  updatedAt: OptionalInstant,
  submittedAt: OptionalInstant,
  expiresAt: OptionalInstant,
  /** When the customer opened the link; `null`: nobody did, as far as the provider knows. */
  openedAt: OptionalInstant,
  /** The company's own number for the customer; only one of the form that an admin let through. */
  externalId: OptionalText,
  workflow: v.nullable(v.object({ id: Text, name: OptionalText })),
  /** What the customer is asked to do, `ID_VERIFICATION`, … an open set in one spelling; `null`: its name is not shown. */
  steps: v.pipe(v.array(OptionalText), v.maxLength(100)),
  /** Whether it came, by what was asked for: `id_front`, … an open set. */
  uploads: flagsOf(v.boolean()),
  /** Whether it passed, by check: `idMatchesSelfie`, … an open set. */
  checks: flagsOf(Tristate),
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
  /** `null`: its inquiry says it. */
  flow: v.nullable(FlowSchema),
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
  /** The inquiry of that object, where the provider names it. */
  inquiryId: v.optional(Text),
})

/**
 * Something of a case that may be worth a look, with the sessions that it rests on, oldest first: a hint, and no verdict.
 * What there is of it, and when, `hints.ts` says; it is told from rows that are in the case file anyway.
 */
export const HintSchema = v.object({
  /** `countries`, `network`, `attempts`, `failures`, `device`; an open set. */
  kind: Text,
  sessions: v.array(
    v.object({
      id: Text,
      at: OptionalInstant,
      country: CountrySchema,
      /** How it came, where that was not straight: `vpn`, `tor`, … an open set. */
      via: Names,
    }),
  ),
  /** Of what is no session: when each happened. */
  times: v.optional(v.array(Instant)),
})

/** An earlier relay sends none. */
const Hints = v.optional(v.array(HintSchema))

/** An inquiry with all that happened in it, sessions and events newest first. */
export const InquiryCaseSchema = v.object({
  about: v.literal('inquiry'),
  provider: ProviderIdSchema,
  inquiry: InquirySchema,
  sessions: v.array(SessionSchema),
  events: v.array(ProviderEventSchema),
  /** There are older ones than these. */
  eventsTruncated: v.boolean(),
  /** The provider told of the inquiry, but not of its events: there may be some. */
  eventsMissing: v.optional(v.literal(true)),
  hints: Hints,
})

export const WorkflowStepSchema = v.object({
  /** Spelled as in a session's `steps`; `null`: its name is not shown. */
  step: OptionalText,
  /** `PENDING`, `IN_PROGRESS`, `COMPLETED`, `FAILED`, `SKIPPED`, … an open set. */
  status: Text,
  attempts: Count,
  startedAt: OptionalInstant,
  completedAt: OptionalInstant,
  /** The provider's codes: `code` says why, `action` what the customer can do about it. Open sets. */
  failure: v.nullable(v.object({ code: OptionalText, action: OptionalText })),
})

/** A session that stands for itself, with the steps of its workflow in their order. */
export const SessionCaseSchema = v.object({
  about: v.literal('session'),
  provider: ProviderIdSchema,
  session: SessionSchema,
  /** `null`: the provider tells no steps of this one. */
  steps: v.nullable(v.array(WorkflowStepSchema)),
  /** The provider told of the session, but not of its steps just now: there may be some. */
  stepsMissing: v.optional(v.literal(true)),
  /** `null`: the provider has not said, or there is no end of them. */
  attemptsLeft: Count,
  /** Others of the same external ID, newest first, where that is known. */
  related: v.array(SessionSchema),
  hints: Hints,
})

export const CaseFileSchema = v.variant('about', [InquiryCaseSchema, SessionCaseSchema])

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

export type Device = v.InferOutput<typeof DeviceSchema>
export type Network = v.InferOutput<typeof NetworkSchema>
export type Session = v.InferOutput<typeof SessionSchema>
export type Inquiry = v.InferOutput<typeof InquirySchema>
export type ProviderEvent = v.InferOutput<typeof ProviderEventSchema>
export type Flow = v.InferOutput<typeof FlowSchema>
export type Hint = v.InferOutput<typeof HintSchema>
export type WorkflowStep = v.InferOutput<typeof WorkflowStepSchema>
export type InquiryCase = v.InferOutput<typeof InquiryCaseSchema>
export type SessionCase = v.InferOutput<typeof SessionCaseSchema>
export type CaseFile = v.InferOutput<typeof CaseFileSchema>
export type Source = v.InferOutput<typeof SourceSchema>

/** A stretch of a list, newest first. `next` continues behind its last row; `null`: there is no more. */
export interface Page<TItem> {
  items: TItem[]
  next: string | null
}
