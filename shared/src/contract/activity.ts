/**
 * `GET /v1/activity`: how many cases were last active when, and whom they wait for or how they ended. Counted over the rows
 * that the relay has cached, without a call to the provider; no ID of an object is in it.
 */
import * as v from 'valibot'
import { BUCKET_MINUTES } from '../domain/activity.ts'
import { isPeriod, onlyRelays, PERIOD_RULE, ProviderIdSchema, period } from './schema.ts'

const BUCKET_RULE = 'Must be a number of minutes: 1, 24 or 168'

export const ActivityQuerySchema = onlyRelays(() =>
  v.pipe(
    v.strictObject({
      provider: v.optional(ProviderIdSchema),
      ...period,
      bucket: v.optional(
        v.pipe(
          v.string(BUCKET_RULE),
          v.regex(/^\d{1,3}$/, BUCKET_RULE),
          v.transform(Number),
          v.picklist(BUCKET_MINUTES, BUCKET_RULE),
        ),
      ),
    }),
    v.forward(
      v.check((query) => isPeriod(query), PERIOD_RULE),
      ['to'],
    ),
  ),
)

const Instant = /* @__PURE__ */ (() => v.pipe(v.string(), v.isoTimestamp()))()
const Count = /* @__PURE__ */ (() => v.pipe(v.number(), v.integer(), v.minValue(0)))()

export const ActivitySchema = /* @__PURE__ */ (() =>
  v.object({
    /** Whole buckets around what was asked for; `to` is not included. */
    from: Instant,
    to: Instant,
    bucketMs: Count,
    /**
     * From here on no case is missing: `from` where that is so of the whole window, `null` where of none of it. A session
     * that is a case of its own is missing where it was created before, even if it was active since.
     */
    since: v.nullable(Instant),
    /** Cases whose newest activity is in the window. */
    all: Count,
    /** Those whose group is known. */
    counted: Count,
    /** Oldest first, 61 at most. `unknown`: of no known group. */
    buckets: v.array(
      v.object({
        at: Instant,
        customer: Count,
        us: Count,
        endedBadly: Count,
        done: Count,
        unknown: Count,
      }),
    ),
    /**
     * Customers who failed at one step, or were declined, within the last 60 minutes and in each whole hour before that is
     * cached, the last one first; 25 hours at most. Of the time of the answer, whatever the window. Missing from an earlier relay.
     */
    failures: v.optional(
      v.array(
        v.object({
          /** As in `insight/trouble.ts`; an open set. */
          cause: v.pipe(v.string(), v.maxLength(60)),
          hours: v.pipe(v.array(Count), v.minLength(1), v.maxLength(25)),
        }),
      ),
    ),
    /** From here on no failure is missing. */
    failuresSince: v.optional(v.nullable(Instant)),
  }))()

export type Activity = v.InferOutput<typeof ActivitySchema>
