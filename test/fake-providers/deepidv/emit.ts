import * as v from 'valibot'
import { JsonObjectSchema } from '../common/json-schema.ts'
import { ControlError } from '../control/control-error.ts'
import { ENVIRONMENTS } from '../persona/keys.ts'
import type { World } from './world.ts'

/** A new session in front of all others, or fields of one that is there, as a record spells them: `{"status": …}`. */
export const EmitSessionSchema = v.strictObject({
  environment: v.optional(v.picklist(ENVIRONMENTS)),
  session: v.optional(v.string()),
  fields: v.optional(JsonObjectSchema),
})

export type EmitSessionInput = v.InferOutput<typeof EmitSessionSchema>

export type EmittedSession = { readonly session: string }

export function emitSession(
  world: World,
  now: number,
  { session, fields = {} }: Omit<EmitSessionInput, 'environment'>,
): EmittedSession {
  const id = world.change(now, session, fields)
  if (id === undefined) throw new ControlError(`no session ${session}`)
  return { session: id }
}
