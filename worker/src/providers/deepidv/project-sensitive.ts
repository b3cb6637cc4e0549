/** The fields that somebody asked for with a reason, and no other: what the field table calls sensitive, by name. */
import { listRevealable } from '@inquiry-lens/shared/contract/reveals.ts'
import type { RevealedFields } from '../../gateway/query.ts'
import type { Projection } from '../projection.ts'
import { takeFields } from './take-fields.ts'
import type { VisibleRecord } from './visible-record.ts'

const MAX_VALUE_LENGTH = 2_000

export function projectSensitive(
  fields: readonly string[],
  record: VisibleRecord,
): Projection<RevealedFields> {
  const revealable = listRevealable('deepidv.session')
  const values: Readonly<Record<string, unknown>> = takeFields('deepidv.session', record.fields, [
    'sensitive',
    'by-pattern',
  ]).taken
  return {
    dropped: [],
    item: {
      inquiryId: null,
      values: Object.fromEntries(
        fields.filter((field) => revealable.includes(field)).map((field) => [field, textOf(values[field])]),
      ),
    },
  }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, MAX_VALUE_LENGTH) : null
