/**
 * Persona's answers, as little of their shape as is needed to find our way in them. Everything may be absent or null:
 * its documents require next to nothing, and an attribute of an unexpected kind must cost that attribute, not the list.
 */
import * as v from 'valibot'

const IdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{1,80}$/))
const AttributesSchema = v.fallback(v.record(v.string(), v.unknown()), {})

/** A reference to another object. Where there is none, Persona writes `null`, or `{}` in some examples. */
export const ReferenceSchema = v.object({ type: v.string(), id: IdSchema })

export const ResourceSchema = v.object({
  id: IdSchema,
  attributes: AttributesSchema,
  relationships: AttributesSchema,
})

export const IdentifiedSchema = v.object({ id: IdSchema })

/** Of a list's answer: where it goes on. */
export const LinksSchema = v.object({
  links: v.object({ prev: v.nullish(v.string()), next: v.nullish(v.string()) }),
})

/** What was asked to come along stands in `included`, everything in one list. */
export const ObjectSchema = v.object({ data: v.unknown(), included: v.fallback(v.array(v.unknown()), []) })

/** References to several objects. */
export const ReferencesSchema = v.array(ReferenceSchema)

/** `details`, not `detail`; neither is stable, so they are for people. */
export const ErrorsSchema = v.object({
  errors: v.array(v.object({ title: v.optional(v.string()), details: v.optional(v.string()) })),
})

export type Resource = v.InferOutput<typeof ResourceSchema>
export type ObjectBody = v.InferOutput<typeof ObjectSchema>
