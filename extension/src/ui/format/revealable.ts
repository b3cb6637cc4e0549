/**
 * What there is to reveal of an object, by what it is called. The field table stays out of the pages: types hold the two
 * together, and a test.
 */
import type { FIELDS, FieldsOf } from '@inquiry-lens/shared/fields.ts'

type Revealable<TObject extends keyof typeof FIELDS> = FieldsOf<TObject, 'sensitive' | 'by-pattern'>

/** Fields that say one thing together are shown together. */
export interface RevealGroup<TField extends string = string> {
  label: string
  fields: readonly TField[]
}

const SESSION: readonly RevealGroup<Revealable<'persona.session'>>[] = [
  { label: 'IP address', fields: ['ip-address'] },
  { label: 'Region', fields: ['region-name', 'region-code'] },
  { label: 'Place by IP', fields: ['latitude', 'longitude'] },
  { label: 'GPS position', fields: ['gps-latitude', 'gps-longitude', 'gps-precision'] },
  { label: 'Internet provider', fields: ['ip-isp'] },
  { label: 'Network’s owner', fields: ['network-organization'] },
  { label: 'User agent', fields: ['user-agent'] },
]

const INQUIRY: readonly RevealGroup<Revealable<'persona.inquiry'>>[] = [
  { label: 'Reference', fields: ['reference-id'] },
  { label: 'Tags', fields: ['tags'] },
  { label: 'Note', fields: ['note'] },
  { label: 'Reviewer’s comment', fields: ['reviewer-comment'] },
]

export const REVEAL_GROUPS = { session: SESSION, inquiry: INQUIRY } as const

export type RevealKind = keyof typeof REVEAL_GROUPS
