/** Names of objects and of the fields that can be revealed. The field table stays out of the pages: types and a test hold them together. */

import type { RevealKind, RevealObject } from '@inquiry-lens/shared/contract/reveals.ts'
import type { FIELDS, FieldsOf } from '@inquiry-lens/shared/domain/fields.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Country } from './device.ts'
import { perLocale } from './locale.ts'

type Revealable<TObject extends keyof typeof FIELDS> = FieldsOf<TObject, 'sensitive' | 'by-pattern'>

/** Fields that say one thing together are shown together. */
export interface RevealGroup<TField extends string = string> {
  label: string
  fields: readonly TField[]
}

const PERSONA_SESSION: readonly RevealGroup<Revealable<'persona.session'>>[] = [
  { label: 'IP address', fields: ['ip-address'] },
  { label: 'Region', fields: ['region-name', 'region-code'] },
  { label: 'Place by IP', fields: ['latitude', 'longitude'] },
  { label: 'GPS position', fields: ['gps-latitude', 'gps-longitude', 'gps-precision'] },
  { label: 'Internet provider', fields: ['ip-isp'] },
  { label: 'Network’s owner', fields: ['network-organization'] },
  { label: 'User agent', fields: ['user-agent'] },
]

const PERSONA_INQUIRY: readonly RevealGroup<Revealable<'persona.inquiry'>>[] = [
  { label: 'Reference', fields: ['reference-id'] },
  { label: 'Tags', fields: ['tags'] },
  { label: 'Note', fields: ['note'] },
  { label: 'Reviewer’s comment', fields: ['reviewer-comment'] },
]

const PLACE = 'meta_data.applicant_submission_location_details'

const DEEPIDV_SESSION: readonly RevealGroup<Revealable<'deepidv.session'>>[] = [
  { label: 'IP address', fields: ['meta_data.applicant_submission_ip'] },
  {
    label: 'Place by IP',
    fields: [
      'meta_data.applicant_submission_location',
      `${PLACE}.subdivision`,
      `${PLACE}.city`,
      `${PLACE}.postal_code`,
      `${PLACE}.latitude`,
      `${PLACE}.longitude`,
      `${PLACE}.accuracy_radius`,
      `${PLACE}.continent`,
      `${PLACE}.time_zone`,
    ],
  },
  { label: 'External ID', fields: ['external_id'] },
]

const GROUPS: Readonly<Record<RevealObject, readonly RevealGroup[]>> = {
  'persona.session': PERSONA_SESSION,
  'persona.inquiry': PERSONA_INQUIRY,
  'deepidv.session': DEEPIDV_SESSION,
}

const isKnown = (object: string): object is RevealObject => Object.hasOwn(GROUPS, object)

/** Empty for an object of which nothing is revealed. */
export function listRevealGroups(provider: ProviderId, kind: RevealKind): readonly RevealGroup[] {
  const object = `${provider}.${kind}`
  return isKnown(object) ? GROUPS[object] : []
}

const WORDS: Readonly<Record<string, string>> = {
  'inquiry-session': 'Session',
  'government-id': 'Government ID',
  id: 'ID',
}

const worded = (slug: string): string => {
  const known = own(WORDS, slug)
  if (known !== undefined) return known
  const text = slug.replaceAll(/[-_]+/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function describeObjectType(type: string): string {
  const [base = '', ...kind] = type.split('/')
  return kind.length === 0 ? worded(base) : `${worded(kind.join(' '))} ${worded(base).toLowerCase()}`
}

const regionNames = perLocale((locale) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }))

function nameOf(code: string): string | undefined {
  // Intl.DisplayNames throws for what cannot be a region code.
  if (!/^([A-Z]{2}|\d{3})$/.test(code)) return undefined
  return regionNames().of(code)
}

/** `United States`, in a sentence. */
export const nameCountry = ({ code, name }: Country): string | undefined =>
  ((code && nameOf(code)) || name || code) ?? undefined

/** `United States (US)`; `undefined` if the provider has not said. */
export function describeCountry({ code, name }: Country): string | undefined {
  const known = nameCountry({ code, name })
  return code && known && known !== code ? `${known} (${code})` : known
}
