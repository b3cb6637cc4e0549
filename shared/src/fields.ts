/**
 * The field table: of every field that a provider documents, who may see it. Its only home.
 *
 * - `basic`: every role; may be cached.
 * - `by-pattern`: basic where the value matches the admin's pattern, else sensitive.
 * - `sensitive`: only by a reveal with a reason; never cached.
 * - `never`: does not leave the relay.
 *
 * A field that is not named here is one the provider added since: it is dropped and counted (API principle "ask for
 * less, store less"). Names are Persona's own, kebab-cased, from its OpenAPI description 2025-12-08. As in JSON:API,
 * attributes and relationships share one namespace; of a relationship, its type and IDs are what is disclosed.
 */
export type Disclosure = 'basic' | 'by-pattern' | 'sensitive' | 'never'
export type FieldTable = Readonly<Record<string, Disclosure>>

export const FIELDS = {
  'persona.session': {
    status: 'basic',
    'created-at': 'basic',
    'started-at': 'basic',
    'expired-at': 'basic',
    'device-type': 'basic',
    'device-name': 'basic',
    'os-name': 'basic',
    'os-full-version': 'basic',
    'browser-name': 'basic',
    'browser-full-version': 'basic',
    'mobile-sdk-name': 'basic',
    'mobile-sdk-full-version': 'basic',
    'device-handoff-method': 'basic',
    'is-proxy': 'basic',
    'is-vpn': 'basic',
    'is-tor': 'basic',
    'is-datacenter': 'basic',
    'threat-level': 'basic',
    'ip-connection-type': 'basic',
    'country-code': 'basic',
    'country-name': 'basic',
    'ip-address': 'sensitive',
    'region-code': 'sensitive',
    'region-name': 'sensitive',
    latitude: 'sensitive',
    longitude: 'sensitive',
    'gps-latitude': 'sensitive',
    'gps-longitude': 'sensitive',
    'gps-precision': 'sensitive',
    'ip-isp': 'sensitive',
    'network-organization': 'sensitive',
    'user-agent': 'sensitive',
    'browser-fingerprint': 'never',
    'device-fingerprint': 'never',
    'device-vendor-id': 'never',
    inquiry: 'basic',
    device: 'never',
    network: 'never',
  },
  'persona.inquiry': {
    status: 'basic',
    'created-at': 'basic',
    'updated-at': 'basic',
    'started-at': 'basic',
    'expires-at': 'basic',
    'completed-at': 'basic',
    'failed-at': 'basic',
    'marked-for-review-at': 'basic',
    'decisioned-at': 'basic',
    'expired-at': 'basic',
    'redacted-at': 'basic',
    'previous-step-name': 'basic',
    'next-step-name': 'basic',
    'reference-id': 'by-pattern',
    tags: 'sensitive',
    note: 'sensitive',
    'reviewer-comment': 'sensitive',
    fields: 'never',
    behaviors: 'never',
    creator: 'never',
    account: 'basic',
    'inquiry-template': 'basic',
    sessions: 'basic',
    verifications: 'basic',
    documents: 'basic',
    selfies: 'basic',
    template: 'never',
    'inquiry-template-version': 'never',
    transaction: 'never',
    reviewer: 'never',
    /** That somebody was screened is itself the secret, and a count of reports would tell. */
    reports: 'never',
    /** Up to version 2023-01-05 these stood here by themselves; since then they are in `fields`. */
    'name-first': 'never',
    'name-middle': 'never',
    'name-last': 'never',
    birthdate: 'never',
    'email-address': 'never',
    'phone-number': 'never',
    'social-security-number': 'never',
    'address-street-1': 'never',
    'address-street-2': 'never',
    'address-city': 'never',
    'address-subdivision': 'never',
    'address-subdivision-abbr': 'never',
    'address-postal-code': 'never',
    'address-postal-code-abbr': 'never',
    'identification-number': 'never',
  },
  'persona.inquiry-template': {
    name: 'basic',
    status: 'never',
  },
  'persona.event': {
    name: 'basic',
    'created-at': 'basic',
    /** Of the payload, the type and the ID of the object alone, and these only in open families. */
    payload: 'never',
    context: 'never',
  },
} as const satisfies Record<string, FieldTable>

export type FieldsOf<TObject extends keyof typeof FIELDS, TDisclosure extends Disclosure> = {
  [TField in keyof (typeof FIELDS)[TObject]]: (typeof FIELDS)[TObject][TField] extends TDisclosure
    ? TField
    : never
}[keyof (typeof FIELDS)[TObject]]

/** What to ask a provider for: the table, as the list of a sparse fieldset. */
export const listFields = (object: keyof typeof FIELDS, ...disclosures: Disclosure[]): string[] =>
  Object.entries<Disclosure>(FIELDS[object])
    .filter(([, disclosure]) => disclosures.includes(disclosure))
    .map(([field]) => field)
