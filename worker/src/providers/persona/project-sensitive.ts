/** The fields that somebody asked for with a reason, and no other: what the field table calls sensitive, by name. */
import { listRevealable, type RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import * as v from 'valibot'
import type { RevealedFields } from '../../gateway/query.ts'
import type { Projection } from '../projection.ts'
import { referredId, takeBasic } from './take-basic.ts'
import { ResourceSchema } from './wire.ts'

/** Of a note, more than anyone reads in a minute. */
const LONGEST_TEXT = 2_000

export function projectSensitive(
  kind: RevealKind,
  fields: readonly string[],
  raw: unknown,
): Projection<RevealedFields> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: [`${kind} row: unreadable`] }
  const { attributes, id } = resource.output
  const revealable = listRevealable(`persona.${kind}`)
  const asked = fields.filter((field) => revealable.includes(field))
  return {
    dropped: [],
    item: {
      inquiryId:
        kind === 'inquiry' ? id : referredId(takeBasic('persona.session', resource.output).basic.inquiry),
      values: Object.fromEntries(
        asked.map((field) => [field, Object.hasOwn(attributes, field) ? textOf(attributes[field]) : null]),
      ),
    },
  }
}

/** Texts, numbers, and lists of them; of anything else nobody knows what is in it. */
function textOf(value: unknown): string | null {
  if (Array.isArray(value)) {
    const texts = value.map(textOf).filter((text) => text !== null)
    return texts.length > 0 ? texts.join(', ').slice(0, LONGEST_TEXT) : null
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_TEXT) : null
}
