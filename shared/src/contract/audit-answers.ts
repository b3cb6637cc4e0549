/** What the routes of the record answer, as the relay’s clients read it; see `answers.ts`. */
import * as v from 'valibot'
import { AuditEntrySchema } from '../audit/chain.ts'
import { AuditKeySchema } from '../audit/checkpoint.ts'
import { AuditCapacitySchema } from './answers.ts'

/** A page may be short, or empty, and still have a `next`: a long record is searched a stretch at a time. */
export const AuditPageSchema = v.object({ items: v.array(AuditEntrySchema), next: v.nullable(v.string()) })

const DaySchema = v.object({
  /** UTC, `2026-11-21`. */
  day: v.string(),
  first: v.number(),
  last: v.number(),
  /** The hash of the line before the first. */
  previous: v.string(),
  /** Of the last line. */
  hash: v.string(),
  exportedAt: v.nullable(v.string()),
  purgedAt: v.nullable(v.string()),
})

/** `GET /v1/audit/segments`: the closed days, oldest first, and how the record stands. Sizes in bytes. */
export const AuditSegmentsSchema = v.object({
  items: v.array(DaySchema),
  fill: AuditCapacitySchema,
  used: v.number(),
  capacity: v.number(),
  /** A closed day that was copied out goes after this many days, and earlier where the record is nearly full. */
  keepDays: v.number(),
  /** Closed days that are to be copied out first. */
  waiting: v.number(),
  key: AuditKeySchema,
})

/** What became of a copy that was told of: how many closed days may go now. */
export const ExportedSegmentsSchema = v.object({ segments: v.number() })

export type AuditPage = v.InferOutput<typeof AuditPageSchema>
export type AuditSegments = v.InferOutput<typeof AuditSegmentsSchema>
export type ExportedSegments = v.InferOutput<typeof ExportedSegmentsSchema>
