/**
 * Parts of schemas that several subjects share. Constants stay elsewhere: a page that needs one loads no schemas.
 *
 * A schema of what the relay answers is made in a function that is marked pure: the relay’s bundler sees by no other mark that it
 * may leave it out.
 */
import * as v from 'valibot'
import { ENVIRONMENTS, PROVIDER_IDS } from '../providers/registry.ts'
import { ROLES } from './permissions.ts'

/** For a schema of what is asked: the extension has no use for it, and its bundle leaves it out. */
/* @__NO_SIDE_EFFECTS__ */
export function onlyRelays<TSchema>(make: () => TSchema): TSchema {
  return make()
}

/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const TOptions extends readonly string[]>(options: TOptions) {
  return v.picklist(options, `Must be one of ${options.join(', ')}`)
}

export const ProviderIdSchema = oneOf(PROVIDER_IDS)
export const EnvironmentSchema = /* @__PURE__ */ (() => v.picklist(ENVIRONMENTS))()
export const RoleSchema = oneOf(ROLES)

/* @__NO_SIDE_EFFECTS__ */
export function extend<TBase extends v.ObjectEntries, TMore extends v.ObjectEntries>(
  { entries }: { entries: TBase },
  more: TMore,
) {
  return v.object({ ...entries, ...more })
}

/** A page's size in a query. */
/* @__NO_SIDE_EFFECTS__ */
export function limitOf({ min, max }: { min: number; max: number }) {
  const rule = `Must be a whole number from ${min} to ${max}`
  return v.optional(
    v.pipe(
      v.string(rule),
      v.regex(/^\d{1,4}$/, rule),
      v.transform(Number),
      v.minValue(min, rule),
      v.maxValue(max, rule),
    ),
  )
}

/** Opaque: only a relay's `next` is valid. */
/* @__NO_SIDE_EFFECTS__ */
export function cursorOf(form: RegExp) {
  const rule = 'Must be the `next` of an earlier answer'
  return v.optional(v.pipe(v.string(rule), v.regex(form, rule)))
}

const MAX_FILTER_VALUES = 50

/** Values separated by commas; sorted, so that equal queries share a cache entry. */
/* @__NO_SIDE_EFFECTS__ */
export function listOf<TItem extends v.GenericSchema<string>>(item: TItem, what: string) {
  return v.pipe(
    v.string(`Must be ${what}, separated by commas`),
    v.transform((text) => text.split(',')),
    v.array(item),
    v.maxLength(MAX_FILTER_VALUES, `Takes at most ${MAX_FILTER_VALUES} values`),
    v.transform((values) => [...new Set(values)].sort()),
  )
}

const INSTANT_RULE = 'Must be a time with its zone, such as 2026-11-21T08:00:00Z'
const InstantSchema = v.pipe(
  v.string(INSTANT_RULE),
  v.isoTimestamp(INSTANT_RULE),
  v.check((text) => !Number.isNaN(Date.parse(text)), INSTANT_RULE),
  // One spelling, so that equal queries share a cache entry.
  v.transform((text) => new Date(text).toISOString()),
)

/** Both ends included. */
export const period = { from: v.optional(InstantSchema), to: v.optional(InstantSchema) }

export const PERIOD_RULE = 'Must not be before “from”'
export const isPeriod = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from <= to
