/** Watches: the cases of which an agent wants to know the end. `GET|POST /v1/watches`, `POST|DELETE /v1/watches/:id`. */
import * as v from 'valibot'
import { END_STATES, WATCH_LIMITS } from '../domain/ending.ts'
import { classifyObjectId } from '../domain/ids/object-id.ts'
import { idOf } from './lists.ts'
import { EnvironmentSchema, oneOf, ProviderIdSchema } from './schema.ts'

const NAME_RULE = `Must be one line of at most ${WATCH_LIMITS.nameLength} characters`
/** Empty: none. */
const NameSchema = /* @__PURE__ */ (() => {
  // Default ignorable: invisible, or turning the direction of what follows; emoji and some scripts need joiners inside.
  const unseen = /(?!\ufe0e|\ufe0f|(?<=[\p{L}\p{M}\p{Emoji}])\p{Join_C}(?=[\p{L}\p{Emoji}]))\p{DI}/gu
  const line = new RegExp(
    `^(?!.*\\p{M}{6})[^\\p{Cc}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]{0,${WATCH_LIMITS.nameLength}}$`,
    'u',
  )
  return v.pipe(
    v.string(NAME_RULE),
    v.transform((name) => name.replace(unseen, '').trim()),
    v.regex(line, NAME_RULE),
    v.transform((name) => name || null),
  )
})()

/** Of Persona’s, a session is no case of its own. */
const WatchedId = /* @__PURE__ */ (() =>
  v.pipe(
    idOf('inquiry', 'session'),
    v.check((id) => {
      const found = classifyObjectId(id)
      return found?.kind === 'inquiry' || found?.provider === 'deepidv'
    }, 'Must be the ID of an inquiry or a deepidv session'),
  ))()
export const WatchedIdSchema = /* @__PURE__ */ (() => v.object({ id: WatchedId }))()
export const AddWatchSchema = /* @__PURE__ */ (() =>
  v.strictObject({ id: WatchedId, name: v.optional(NameSchema) }))()
export const RenameWatchSchema = /* @__PURE__ */ (() => v.strictObject({ name: NameSchema }))()

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
