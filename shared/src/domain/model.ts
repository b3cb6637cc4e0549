/**
 * Objects as the relay sends them, in one vocabulary for every provider. All sets are open: a new status, event name or
 * device type is a string. `case-state.ts` maps meanings; `fields.ts` decides what is in here.
 */
import * as v from 'valibot'
import { EnvironmentSchema, ProviderIdSchema } from '../contract/schema.ts'

export const Text = v.pipe(v.string(), v.maxLength(500))
export const OptionalText = v.nullable(Text)
/** ISO 8601 with zone, as the provider wrote it. */
const Instant = v.pipe(v.string(), v.isoTimestamp())
export const OptionalInstant = v.nullable(Instant)
/** `null`: unknown, which is not "no". */
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
  /** Two letters, where the device told its country by GPS. */
  gpsCountry: v.optional(OptionalText),
})

const Names = v.pipe(v.array(Text), v.maxLength(100))
const flagsOf = <TFlag extends v.GenericSchema>(flag: TFlag) => v.record(Text, flag)

/** The provider's code of the reason; `slot`: of several documents, `PRIMARY`, `SECONDARY`, … Open sets. */
const FailedTrySchema = v.object({ code: OptionalText, slot: OptionalText, at: OptionalInstant })

/** How far a customer came, for a session without an inquiry. */
export const FlowSchema = v.object({
  /** `session`, `verification`, … an open set. */
  type: OptionalText,
  /** `PENDING`, `STARTED`, `COMPLETED`, … an open set. */
  progress: OptionalText,
  updatedAt: OptionalInstant,
  submittedAt: OptionalInstant,
  expiresAt: OptionalInstant,
  /** When the customer opened the link; `null`: not opened, as far as the provider knows. */
  openedAt: OptionalInstant,
  /** Opened, at an unknown time: as a device, a place or a match of the customer’s shows. */
  isViewed: v.optional(v.literal(true)),
  /** The company's own number for the customer; only one that matches an admin's pattern. */
  externalId: OptionalText,
  workflow: v.nullable(v.object({ id: Text, name: OptionalText })),
  /** What the customer must do, `ID_VERIFICATION`, … an open set in one spelling; `null`: a hidden name. */
  steps: v.pipe(v.array(OptionalText), v.maxLength(100)),
  /** Whether it came, by request: `id_front`, … an open set. */
  uploads: flagsOf(v.boolean()),
  /** Whether it passed, by check: `idMatchesSelfie`, … an open set. */
  checks: flagsOf(Tristate),
  /** Failed tries, oldest first, as far as the provider lists them. Each of the next four is missing where it says none. */
  failures: v.optional(v.pipe(v.array(FailedTrySchema), v.maxLength(100))),
  /** How many there were; their list may be shorter. */
  failedTries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** A rule of the provider's declined it; `code`: only one that the customer can mend. */
  decline: v.optional(FailedTrySchema),
  /** The country of the submission's network. */
  submittedFrom: v.optional(CountrySchema),
})

/** One visit of a customer at one device. */
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
  /** `null`: its inquiry has it. */
  flow: v.nullable(FlowSchema),
})

/** `null`: unknown. */
const Count = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))

/** What a customer had to prove, and the result. */
export const InquirySchema = v.object({
  provider: ProviderIdSchema,
  id: Text,
  status: Text,
  createdAt: OptionalInstant,
  updatedAt: OptionalInstant,
  startedAt: OptionalInstant,
  /** Also set where the inquiry did not expire; see `expiredAt`. */
  expiresAt: OptionalInstant,
  completedAt: OptionalInstant,
  failedAt: OptionalInstant,
  markedForReviewAt: OptionalInstant,
  decisionedAt: OptionalInstant,
  expiredAt: OptionalInstant,
  redactedAt: OptionalInstant,
  /** Where the customer was last and goes next: `verification_government_id`, … an open set. `''`: a name that stays in the relay. */
  previousStep: OptionalText,
  nextStep: OptionalText,
  /** `null` in lists. */
  templateName: OptionalText,
  accountId: OptionalText,
  /** As a session's `externalId`. */
  referenceId: OptionalText,
  /** `person`, `rule`, `other`; `null`: none is named. An open set. Missing from an earlier relay. */
  decidedBy: v.optional(OptionalText),
  counts: v.object({ sessions: Count, verifications: Count, documents: Count, selfies: Count }),
})

/** What a customer had to prove in an inquiry, and why that failed. */
export const VerificationSchema = v.object({
  id: Text,
  /** `verification/government-id`, as an event's object. */
  type: Text,
  /** `passed`, `failed`, `requires_retry`, … an open set. */
  status: Text,
  completedAt: OptionalInstant,
  /** What the customer can mend, if it failed: `glare`, `expired`, … an open set. See `steps.ts`. */
  flaws: Names,
  /** How many other required checks failed: their names stay in the relay. `null`: unknown. */
  forReview: Count,
})

/** An event at a provider: name, time and object, never its content. */
export const ProviderEventSchema = v.object({
  provider: ProviderIdSchema,
  id: Text,
  name: Text,
  createdAt: OptionalInstant,
  object: v.nullable(v.object({ type: Text, id: Text })),
  /** The object's inquiry, where the provider names it. */
  inquiryId: v.optional(Text),
})

/** Something that may be worth a look, with its sessions, oldest first; no verdict. See `hints.ts`. */
export const HintSchema = v.object({
  /** `countries`, `network`, `location`, `attempts`, `failures`, `device`; an open set. */
  kind: Text,
  sessions: v.array(
    v.object({
      id: Text,
      at: OptionalInstant,
      country: CountrySchema,
      /** By GPS, where that is what the hint is about. */
      gpsCountry: v.optional(OptionalText),
      /** Its route, where that was not direct: `vpn`, `tor`, … an open set. */
      via: Names,
    }),
  ),
  /** For what is no session: when each happened. */
  times: v.optional(v.array(Instant)),
})

/** Missing from an earlier relay. */
const Hints = v.optional(v.array(HintSchema))

/** An inquiry with its sessions and events, newest first. */
export const InquiryCaseSchema = v.object({
  about: v.literal('inquiry'),
  provider: ProviderIdSchema,
  inquiry: InquirySchema,
  sessions: v.array(SessionSchema),
  /** Missing from an earlier relay, and where its key may not read them. */
  verifications: v.optional(v.array(VerificationSchema)),
  events: v.array(ProviderEventSchema),
  /** Older events exist. */
  eventsTruncated: v.boolean(),
  /** The provider sent the inquiry without its events. */
  eventsMissing: v.optional(v.literal(true)),
  hints: Hints,
})

export const WorkflowStepSchema = v.object({
  /** As in a session's `steps`; `null`: a hidden name. */
  step: OptionalText,
  /** `PENDING`, `IN_PROGRESS`, `COMPLETED`, `FAILED`, `SKIPPED`, … an open set. */
  status: Text,
  attempts: Count,
  startedAt: OptionalInstant,
  completedAt: OptionalInstant,
  /** The provider's codes: `code` is the reason, `action` what the customer can do. Open sets. */
  failure: v.nullable(v.object({ code: OptionalText, action: OptionalText })),
})

/** A session without an inquiry, with its workflow's steps in order. */
export const SessionCaseSchema = v.object({
  about: v.literal('session'),
  provider: ProviderIdSchema,
  session: SessionSchema,
  /** `null`: the provider has no steps for it. */
  steps: v.nullable(v.array(WorkflowStepSchema)),
  /** The provider sent the session without its steps. */
  stepsMissing: v.optional(v.literal(true)),
  /** `null`: unknown or unlimited. */
  attemptsLeft: Count,
  /** Others of the same external ID, newest first, where known. */
  related: v.array(SessionSchema),
  hints: Hints,
})

export const CaseFileSchema = v.variant('about', [InquiryCaseSchema, SessionCaseSchema])

/**
 * An answer's source, sent in the `Lens-Source` header (`source.ts`). `stale` without a reason: a refresh is running;
 * with one: why the refresh failed.
 */
export const SourceSchema = /* @__PURE__ */ (() =>
  v.object({
    provider: ProviderIdSchema,
    environment: EnvironmentSchema,
    state: v.picklist(['fresh', 'stale']),
    reason: v.optional(v.string()),
  }))()

export type Device = v.InferOutput<typeof DeviceSchema>
export type Network = v.InferOutput<typeof NetworkSchema>
export type Session = v.InferOutput<typeof SessionSchema>
export type Inquiry = v.InferOutput<typeof InquirySchema>
export type Verification = v.InferOutput<typeof VerificationSchema>
export type ProviderEvent = v.InferOutput<typeof ProviderEventSchema>
export type Flow = v.InferOutput<typeof FlowSchema>
export type FailedTry = v.InferOutput<typeof FailedTrySchema>
export type Hint = v.InferOutput<typeof HintSchema>
export type WorkflowStep = v.InferOutput<typeof WorkflowStepSchema>
export type InquiryCase = v.InferOutput<typeof InquiryCaseSchema>
export type SessionCase = v.InferOutput<typeof SessionCaseSchema>
export type CaseFile = v.InferOutput<typeof CaseFileSchema>
export type Source = v.InferOutput<typeof SourceSchema>

/** Part of a list, newest first. `next` continues after its last row; `null`: the end. */
export interface Page<TItem> {
  items: TItem[]
  next: string | null
}
