import { CANARY, CANARY_NUMBERS } from '../../common/canary.ts'
import type { JsonObject } from '../../common/json.ts'
import { hash } from '../../common/random.ts'
import { foldVerification } from '../story/states.ts'
import type { Tale, Told } from '../story/tale.ts'
import { templateOf } from '../story/templates.ts'
import { type FailedCheck, writeChecks } from './checks.ts'
import { personOf } from './inquiry-resource.ts'
import { type Linkage, type Resource, writeTime } from './resource.ts'

/**
 * Objects that the product knows by type and ID alone. Every text in them carries the canary, save times and the
 * status of a verification, which have a form to keep: none of it may leave the relay. The names of a
 * verification's checks are known by their form.
 */
export function writeOther(tale: Tale, told: readonly Told[], linkage: Linkage): Resource {
  const family = linkage.type.split('/')[0] ?? linkage.type
  const createdAt = new Date(told[0]?.at ?? 0).toISOString()
  return {
    ...linkage,
    attributes: { 'created-at': createdAt, ...(ATTRIBUTES[family] ?? writeSomething)(tale, told) },
  }
}

export function writeVerification(
  tale: Tale,
  told: readonly Told[],
  index: number,
  linkage: Linkage,
): Resource {
  const resource = writeOther(tale, told, linkage)
  const { status, completedAt } = foldVerification(told, index)
  const hasFailed = status === 'failed' || status === 'requires_retry'
  const failed = hasFailed ? (tale.story.failed?.[index] ?? [NOT_MENDABLE]) : []
  const checks = writeChecks(linkage.type.split('/')[1] ?? '', failed, hash(tale.seed, index))
  return {
    ...resource,
    attributes: { ...resource.attributes, status, 'completed-at': writeTime(completedAt), checks },
  }
}

const NOT_MENDABLE: FailedCheck = { name: 'id_extraction_inconsistency_detection' }

const ATTRIBUTES: Readonly<Record<string, (tale: Tale, told: readonly Told[]) => JsonObject>> = {
  verification: (tale) => ({
    status: 'initiated',
    'country-code': `US ${CANARY}`,
    'id-class': `pp ${CANARY}`,
    'name-first': personOf(tale).first,
    'name-last': personOf(tale).last,
    birthdate: personOf(tale).birthdate,
    'identification-number': personOf(tale).documentNumber,
    'front-photo-url': `https://files.example.com/front.jpg?access_token=${CANARY}`,
    'selfie-photo-url': `https://files.example.com/selfie.jpg?access_token=${CANARY}`,
  }),
  document: (tale) => ({
    status: `processed ${CANARY}`,
    'identification-number': personOf(tale).documentNumber,
    'name-last': personOf(tale).last,
    'files-original': [{ filename: `teapot-${CANARY}.jpg`, url: `https://files.example.com/${CANARY}` }],
  }),
  selfie: () => ({
    status: `processed ${CANARY}`,
    'center-photo-url': `https://files.example.com/centre.jpg?access_token=${CANARY}`,
  }),
  account: (tale) => ({
    'reference-id': personOf(tale).email,
    'name-first': personOf(tale).first,
    'name-last': personOf(tale).last,
    'email-address': personOf(tale).email,
    'phone-number': personOf(tale).phone,
    'address-street-1': personOf(tale).street,
    tags: [`tag ${CANARY}`],
    fields: { name_first: { type: 'string', value: personOf(tale).first } },
  }),
  report: (tale) => ({
    status: `ready ${CANARY}`,
    'has-match': true,
    query: { 'name-first': personOf(tale).first, 'name-last': personOf(tale).last },
    'matched-lists': [`List of stolen teapots ${CANARY}`],
  }),
  case: (tale) => ({
    status: `Open ${CANARY}`,
    name: `${personOf(tale).last} and the teapot ${CANARY}`,
    resolution: `Suspicious activity reported ${CANARY}`,
    fields: {},
  }),
  device: () => ({
    'device-vendor-id': `vendor-${CANARY}`,
    'device-fingerprint': `fingerprint-${CANARY}`,
    'browser-fingerprint': `fingerprint-${CANARY}`,
  }),
  network: () => ({
    'ip-address': `2001:db8::1%${CANARY}`,
    'service-provider': `Tin Can Telephones ${CANARY}`,
    'service-type': `isp ${CANARY}`,
    'proxy-type': `residential ${CANARY}`,
    'threat-level': `low ${CANARY}`,
    'country-code': `US ${CANARY}`,
    'region-name': `California ${CANARY}`,
    latitude: CANARY_NUMBERS[1],
    longitude: CANARY_NUMBERS[4],
  }),
  // The name of a template is basic: an agent sees it.
  'inquiry-template': (tale) => ({ status: 'active', name: templateOf(tale).name }),
  'inquiry-template-version': (tale) => ({
    'name-display': templateOf(tale).name,
    description: `For people with teapots ${CANARY}`,
  }),
  user: () => ({ 'name-first': `Robin ${CANARY}`, 'email-address': `robin.${CANARY}@example.com` }),
}

function writeSomething(tale: Tale): JsonObject {
  return {
    status: `done ${CANARY}`,
    'name-first': personOf(tale).first,
    'email-address': personOf(tale).email,
    narrative: `Moved a great many teapots ${CANARY}`,
  }
}
