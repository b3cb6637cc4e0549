import { expect, test } from 'vitest'
import { CANARY, CANARY_NUMBERS, REFERENCE_PATTERN } from '../app.ts'
import { walkWorld } from '../testing/ask.ts'

/** The basic column of the field table: what every agent may see. */
const BASIC_SESSION = [
  'status',
  'created-at',
  'started-at',
  'expired-at',
  'device-type',
  'device-name',
  'os-name',
  'os-full-version',
  'browser-name',
  'browser-full-version',
  'mobile-sdk-name',
  'mobile-sdk-full-version',
  'device-handoff-method',
  'is-proxy',
  'is-vpn',
  'is-tor',
  'is-datacenter',
  'threat-level',
  'ip-connection-type',
  'country-code',
  'country-name',
  'gps-country-code',
]
const BASIC_INQUIRY = ['status', 'previous-step-name', 'next-step-name']

function isBasicInquiry(name: string, value: unknown): boolean {
  if (name === 'reference-id') return REFERENCE_PATTERN.test(String(value))
  return BASIC_INQUIRY.includes(name) || name.endsWith('-at')
}

/** Every text below a value, except the word that says of what type a field is. */
function listTexts(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return key === 'type' ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([inner, child]) =>
    listTexts(child, Array.isArray(value) ? key : inner),
  )
}

function listTame(values: readonly (readonly [string, unknown])[]): readonly string[] {
  return values.flatMap(([name, value]) => listTexts(value, name).filter((text) => !text.includes(CANARY)))
}

const isOurs = ({ id }: { id: string }) => !id.endsWith('_ABC123')

test('every text of a session or an inquiry that is not basic has the canary, and no basic one has', async () => {
  const sessions = (await walkWorld('/api/v1/inquiry-sessions')).filter(isOurs)
  const inquiries = (await walkWorld('/api/v1/inquiries')).filter(isOurs)
  for (const { attributes } of sessions) {
    const entries = Object.entries(attributes)
    expect(listTame(entries.filter(([name]) => !BASIC_SESSION.includes(name)))).toEqual([])
    expect(JSON.stringify(entries.filter(([name]) => BASIC_SESSION.includes(name)))).not.toContain(CANARY)
  }
  for (const { attributes } of inquiries) {
    const entries = Object.entries(attributes)
    expect(listTame(entries.filter((entry) => !isBasicInquiry(...entry)))).toEqual([])
    expect(JSON.stringify(entries.filter((entry) => isBasicInquiry(...entry)))).not.toContain(CANARY)
  }
  expect(
    inquiries.some(({ attributes }) => !REFERENCE_PATTERN.test(String(attributes['reference-id']))),
  ).toBe(true)
})

test('coordinates are recognisable', async () => {
  const allowed = new Set<unknown>([null, ...CANARY_NUMBERS])
  for (const { attributes } of (await walkWorld('/api/v1/inquiry-sessions')).filter(isOurs)) {
    for (const name of ['latitude', 'longitude', 'gps-latitude', 'gps-longitude']) {
      expect(allowed).toContain(attributes[name])
    }
  }
})

test('every payload has the canary, and its texts all have it but for times and statuses', async () => {
  for (const { attributes } of (await walkWorld('/api/v1/events')).filter(isOurs)) {
    const text = JSON.stringify(attributes.payload)
    const type = /"type":"([^"]+)"/.exec(text)?.[1] ?? ''
    expect(JSON.stringify(attributes.context ?? CANARY)).toContain(CANARY)
    // An unopened link has no location to hide.
    if (attributes.name === 'inquiry-session.expired') continue
    expect(text, type).toContain(CANARY)
    if (type === 'inquiry' || type === 'inquiry-session') continue
    const { data } = Object(attributes.payload)
    const tame = listTame(
      Object.entries(Object(data.attributes)).filter(
        ([name]) => !['created-at', 'completed-at', 'status', 'name-display', 'checks'].includes(name),
      ),
    )
    expect(tame, type).toEqual([])
    for (const check of data.attributes.checks ?? [])
      expect(listTame(Object.entries(Object(check?.metadata))), type).toEqual([])
  }
})
