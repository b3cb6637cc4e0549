import * as v from 'valibot'

const place = {
  /** a path or a path pattern; `*` stands for anything: `/api/v1/events`, `/api/v1/*`, `/api/v1/events/:id` */
  path: v.optional(v.pipe(v.string(), v.startsWith('/'))),
  /** for the first calls only */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
}

const serverError = v.picklist([500, 502, 503, 504])

/** Everything that can go wrong on the way to a provider and in it. */
const FAULTS = [
  /** one refused call: `reset` is what RateLimit-Reset says, in seconds */
  v.strictObject({ fault: v.literal('429'), reset: v.optional(v.pipe(v.number(), v.minValue(0))), ...place }),
  /** other traffic of the customer uses up every window: refusals last until the window ends, then again */
  v.strictObject({ fault: v.literal('storm'), ...place }),
  v.strictObject({ fault: v.literal('5xx'), status: v.optional(serverError, 503), ...place }),
  v.strictObject({ fault: v.literal('stall'), ms: v.pipe(v.number(), v.minValue(0)), ...place }),
  v.strictObject({ fault: v.literal('reset'), ...place }),
  v.strictObject({ fault: v.literal('truncated'), ...place }),
  /** status and headers as they were to be: no body, or a connection that ends in the middle of it */
  v.strictObject({ fault: v.literal('empty'), ...place }),
  v.strictObject({ fault: v.literal('broken-off'), ...place }),
  /** headers of the answer, whatever else it says: a proxy's own, or numbers that make no sense */
  v.strictObject({ fault: v.literal('headers'), headers: v.record(v.string(), v.string()), ...place }),
  v.strictObject({ fault: v.literal('html'), status: v.optional(v.picklist([200, 502]), 502), ...place }),
  /** without `cursor`, any cursor is gone */
  v.strictObject({
    fault: v.literal('gone-cursor'),
    cursor: v.optional(v.string()),
    status: v.optional(v.picklist([400, 404]), 404),
    ...place,
  }),
  /** Persona: every page is the newest one, so that a `next` never moves */
  v.strictObject({ fault: v.literal('cursor-ignored'), ...place }),
  /** Persona: the page behind this row says that the next one is behind that row, as the one before it did */
  v.strictObject({ fault: v.literal('next-leads-to'), behind: v.string(), to: v.string(), ...place }),
  /** Persona: `links.prev` is set on every page, as in its examples */
  v.strictObject({ fault: v.literal('prev-always'), ...place }),
  /** Persona: a row (`row`: its ID; without it every row) has this many bytes more; `idLast`: its ID stands last */
  v.strictObject({
    fault: v.literal('large-row'),
    row: v.optional(v.string()),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
    idLast: v.optional(v.boolean(), false),
    ...place,
  }),
  /** Persona: a filter that names this ID is a 400 */
  v.strictObject({ fault: v.literal('refused-id'), id: v.string(), ...place }),
  /** Persona: an object (or every row of a list) answers with this ID in place of its own */
  v.strictObject({ fault: v.literal('other-object'), id: v.string(), ...place }),
  /** Persona: `filter[object-id]` of an inquiry also finds the events of its sessions */
  v.strictObject({ fault: v.literal('wide-object-filter'), ...place }),
  /** Persona: the key lacks `verification.read`; `as`: it is refused, or what it may not read is left out */
  v.strictObject({
    fault: v.literal('verifications-closed'),
    as: v.optional(v.picklist(['403', '400', 'absent', 'without-checks']), '403'),
    ...place,
  }),
  v.strictObject({ fault: v.literal('page-size-ignored'), ...place }),
  v.strictObject({ fault: v.literal('page-size-refused'), ...place }),
  v.strictObject({
    fault: v.literal('key-refused'),
    status: v.optional(v.picklist([401, 403]), 401),
    ...place,
  }),
  /** deepidv: rows of a page in no order; tokens that count rows, so that they move as rows arrive; `end_date` unheard */
  v.strictObject({ fault: v.literal('deepidv-unsorted'), ...place }),
  v.strictObject({ fault: v.literal('tokens-shift'), ...place }),
  v.strictObject({ fault: v.literal('end-date-ignored'), ...place }),
  /** deepidv, across pages: oldest first; by ID, and the rows of each page newest first */
  v.strictObject({ fault: v.literal('deepidv-oldest-first'), ...place }),
  v.strictObject({ fault: v.literal('deepidv-by-id'), ...place }),
  /** deepidv: list rows with whole analyses; one row in `every` is `bytes` long */
  v.strictObject({
    fault: v.literal('deepidv-large-rows'),
    bytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 2_000_000),
    every: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    ...place,
  }),
  /** deepidv: sessions of the hosted page, which have no workflow execution state */
  v.strictObject({ fault: v.literal('deepidv-hosted'), ...place }),
  /** deepidv: Retrieve answers another session than the asked one, or a record without an ID */
  v.strictObject({ fault: v.literal('deepidv-other-session'), ...place }),
  v.strictObject({ fault: v.literal('deepidv-no-id'), ...place }),
  /** deepidv: nothing is left of the day, or of what the organisation has paid for */
  v.strictObject({ fault: v.literal('quota-used-up'), ...place }),
  v.strictObject({ fault: v.literal('no-balance'), ...place }),
  /** what an open set may hold tomorrow: unknown attributes, words and shapes */
  v.strictObject({ fault: v.literal('unseen'), ...place }),
] as const

export const FAULT_NAMES = FAULTS.map((schema) => schema.entries.fault.literal)

export const FaultSchema = v.variant(
  'fault',
  FAULTS,
  (issue) => `unknown fault ${issue.received}: known are ${FAULT_NAMES.join(', ')}`,
)

export type Fault = v.InferOutput<typeof FaultSchema>
export type FaultInput = v.InferInput<typeof FaultSchema>
export type FaultName = Fault['fault']
