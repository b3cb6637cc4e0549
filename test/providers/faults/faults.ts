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
  v.strictObject({ fault: v.literal('html'), status: v.optional(v.picklist([200, 502]), 502), ...place }),
  /** without `cursor`, any cursor is gone */
  v.strictObject({
    fault: v.literal('gone-cursor'),
    cursor: v.optional(v.string()),
    status: v.optional(v.picklist([400, 404]), 404),
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
