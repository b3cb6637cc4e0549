/**
 * The field table: of every field that a provider documents, who may see it. Its only home.
 *
 * - `basic`: every role; may be cached.
 * - `sensitive`: only by a reveal with a reason; never cached.
 * - `never`: does not leave the relay.
 *
 * A field that is not named here is one the provider added since: it is dropped and counted (API principle "ask for
 * less, store less"). Names are Persona's own, kebab-cased, from its OpenAPI description 2025-12-08.
 */
export type Disclosure = 'basic' | 'sensitive' | 'never'
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
