/** What the routes of the record answer, as the relay’s clients read it; see `answers.ts`. */
import * as v from 'valibot'
import { RecordLineSchema } from '../audit/chain.ts'
import { RecordKeySchema } from '../audit/checkpoint.ts'
import { RecordFillSchema } from './answers.ts'

/** A page may be short, or empty, and still have a `next`: a long record is searched a stretch at a time. */
export const RecordPageSchema = v.object({ items: v.array(RecordLineSchema), next: v.nullable(v.string()) })

const DaySchema = v.object({
  /** UTC, `2026-11-21`. */
  day: v.string(),
  first: v.number(),
  last: v.number(),
  /** The hash of the line before the first. */
  previous: v.string(),
  /** Of the last line. */
  hash: v.string(),
  copiedAt: v.nullable(v.string()),
  droppedAt: v.nullable(v.string()),
})

/** `GET /v1/record/days`: the closed days, oldest first, and how the record stands. Sizes in bytes. */
export const RecordDaysSchema = v.object({
  items: v.array(DaySchema),
  fill: RecordFillSchema,
  used: v.number(),
  capacity: v.number(),
  /** A closed day that was copied out goes after this many days, and earlier where the record is nearly full. */
  keepDays: v.number(),
  /** Closed days that are to be copied out first. */
  waiting: v.number(),
  key: RecordKeySchema,
})

/** What became of a copy that was told of: how many closed days may go now. */
export const RecordCopiedSchema = v.object({ days: v.number() })

export type RecordPage = v.InferOutput<typeof RecordPageSchema>
export type RecordDays = v.InferOutput<typeof RecordDaysSchema>
export type RecordCopied = v.InferOutput<typeof RecordCopiedSchema>
