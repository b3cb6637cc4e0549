/** A schema as a stored item’s guard (`storage.ts`), for code that carries schemas anyway, as the background does. */
import * as v from 'valibot'
import type { Guard } from './storage.ts'

export const toGuard =
  <T>(schema: v.GenericSchema<unknown, T>): Guard<T> =>
  (raw): raw is T =>
    v.is(schema, raw)
