/** Watches: the cases of which an agent wants to know the end. `GET|POST /v1/watches`, `POST|DELETE /v1/watches/:id`. */
import * as v from 'valibot'
import { END_STATES, WATCH_LIMITS } from '../domain/ending.ts'
import { idOf } from './lists.ts'
import { EnvironmentSchema, oneOf, ProviderIdSchema } from './schema.ts'

const NAME_RULE = `Must be one line of at most ${WATCH_LIMITS.nameLength} characters`
/** Empty: none. */
const NameSchema = v.pipe(
  v.string(NAME_RULE),
  v.trim(),
  v.maxLength(WATCH_LIMITS.nameLength, NAME_RULE),
  v.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, NAME_RULE),
  v.transform((name) => name || null),
)

/** A Persona session leads to its inquiry. */
export const AddWatchSchema = v.strictObject({
  id: idOf('inquiry', 'session'),
  name: v.optional(NameSchema),
})
export const RenameWatchSchema = v.strictObject({ name: NameSchema })

export const WatchSchema = /* @__PURE__ */ (() =>
  v.object({
    id: v.string(),
    provider: ProviderIdSchema,
    environment: EnvironmentSchema,
    /** The agent’s own word for it. */
    name: v.nullable(v.string()),
    createdAt: v.string(),
    /** When the watch goes, whatever has become of the case. */
    until: v.string(),
    /** `null`: not yet, as far as is known. `at`: `null` where the provider does not say. */
    ended: v.nullable(v.object({ caseState: oneOf(END_STATES), at: v.nullable(v.string()) })),
  }))()

/** Newest first. */
export const WatchesSchema = /* @__PURE__ */ (() => v.object({ items: v.array(WatchSchema) }))()

export type Watch = v.InferOutput<typeof WatchSchema>
export type Watches = v.InferOutput<typeof WatchesSchema>
export type AddWatch = v.InferInput<typeof AddWatchSchema>
