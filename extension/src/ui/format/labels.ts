/**
 * Names of objects, of the fields that can be revealed, and of agents who opened a case. The field table stays out of the pages:
 * types and a test hold them together.
 */

import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import type { RevealKind, RevealObject } from '@inquiry-lens/shared/contract/reveals.ts'
import type { FIELDS, FieldsOf } from '@inquiry-lens/shared/domain/fields.ts'
import { nameHandoff } from '@inquiry-lens/shared/insight/step-names.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type CaseWords, caseWords } from '../../locales/case.ts'
import type { Country } from './device.ts'
import { formatRelative, perLocale } from './time.ts'

type Revealable<TObject extends keyof typeof FIELDS> = FieldsOf<TObject, 'sensitive' | 'by-pattern'>

/** Fields that say one thing together are shown together. */
interface Group<TField extends string = string> {
  name: keyof CaseWords['reveal']['fields']
  fields: readonly TField[]
}

export interface RevealGroup {
  label: string
  fields: readonly string[]
}

const PERSONA_SESSION: readonly Group<Revealable<'persona.session'>>[] = [
  { name: 'ip', fields: ['ip-address'] },
  { name: 'region', fields: ['region-name', 'region-code'] },
  { name: 'place', fields: ['latitude', 'longitude'] },
  { name: 'gps', fields: ['gps-latitude', 'gps-longitude', 'gps-precision'] },
  { name: 'isp', fields: ['ip-isp'] },
  { name: 'network', fields: ['network-organization'] },
  { name: 'userAgent', fields: ['user-agent'] },
]

const PERSONA_INQUIRY: readonly Group<Revealable<'persona.inquiry'>>[] = [
  { name: 'reference', fields: ['reference-id'] },
  { name: 'tags', fields: ['tags'] },
  { name: 'note', fields: ['note'] },
  { name: 'comment', fields: ['reviewer-comment'] },
]

const PLACE = 'meta_data.applicant_submission_location_details'

const DEEPIDV_SESSION: readonly Group<Revealable<'deepidv.session'>>[] = [
  { name: 'ip', fields: ['meta_data.applicant_submission_ip'] },
  {
    name: 'place',
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
  { name: 'externalId', fields: ['external_id'] },
]

const GROUPS: Readonly<Record<RevealObject, readonly Group[]>> = {
  'persona.session': PERSONA_SESSION,
  'persona.inquiry': PERSONA_INQUIRY,
  'deepidv.session': DEEPIDV_SESSION,
}

const isKnown = (object: string): object is RevealObject => Object.hasOwn(GROUPS, object)

/** Empty for an object of which nothing is revealed. */
export function listRevealGroups(provider: ProviderId, kind: RevealKind): readonly RevealGroup[] {
  const object = `${provider}.${kind}`
  if (!isKnown(object)) return []
  return GROUPS[object].map(({ name, fields }) => ({ label: caseWords.reveal.fields[name], fields }))
}

const worded = (slug: string): string =>
  own(caseWords.objects, slug) ?? upperInitial(slug.replaceAll(/[-_]+/g, ' '))

export function describeObjectType(type: string): string {
  const [base = '', ...kind] = type.split('/')
  return kind.length === 0 ? worded(base) : caseWords.objectOf(worded(kind.join(' ')), worded(base))
}

/** How the customer came to this device from another one. */
export const describeHandoff = (handoff: string | null): string | undefined =>
  handoff === null ? undefined : (nameHandoff(handoff) ?? caseWords.timeline.by(handoff))

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

/** `ada.lovelace@…` is Ada Lovelace; an address that does not read as a name stays one. */
export function nameAgent(email: string): string {
  const words = email.replace(/(\+.*)?@.*$/, '').split(/[._-]/)
  return words.every((word) => /^\p{L}{2,}$/u.test(word)) ? words.map(upperInitial).join(' ') : email
}

export interface NamedViewer extends RecentViewer {
  name: string
}

/** Where two are called the same, both are called by their addresses. */
export function nameRecentViewers(viewers: readonly RecentViewer[]): NamedViewer[] {
  const named = viewers.map((viewer) => ({ ...viewer, name: nameAgent(viewer.agent) }))
  return named.map((one) =>
    named.some((other) => other !== one && other.name === one.name) ? { ...one, name: one.agent } : one,
  )
}

/** `Ada opened this 4 min ago, and 2 others before`; `undefined` without viewers. */
export function describeRecentViewers(viewers: readonly NamedViewer[], now: number): string | undefined {
  const [newest, second, ...others] = viewers
  if (!newest) return undefined
  const words = caseWords.viewers
  const when = formatRelative(newest.at, now)
  if (!second) return words.one(newest.name, when)
  if (others.length > 0) return words.more(newest.name, when, others.length + 1)
  return words.two(newest.name, when, second.name, formatRelative(second.at, now))
}
