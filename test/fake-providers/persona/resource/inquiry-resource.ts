import { CANARY, CANARY_NUMBERS } from '../../common/canary.ts'
import type { Json, JsonObject } from '../../common/json.ts'
import { imaginePerson, type Person } from '../../common/people.ts'
import { createRandom } from '../../common/random.ts'
import { PREFIX } from '../ids.ts'
import { writeReference } from '../story/reference.ts'
import { foldInquiry, type InquiryState } from '../story/states.ts'
import { readChosen, type Tale, type Told } from '../story/tale.ts'
import { templateOf } from '../story/templates.ts'
import { hasInquiryDetails } from '../versions.ts'
import { linkParts } from './parts.ts'
import {
  type Linkage,
  linkMany,
  linkOne,
  type Naming,
  type Resource,
  type Writing,
  writeTime,
} from './resource.ts'

/** https://docs.withpersona.com/api-reference/inquiries/retrieve-an-inquiry */
export function writeInquiry(tale: Tale, told: readonly Told[], writing: Writing): Resource {
  const state = foldInquiry(tale, told)
  const person = state.redactedAt === null ? personOf(tale) : null
  return {
    type: 'inquiry',
    id: writing.ids.write(PREFIX.inquiry, tale.owner),
    attributes: {
      status: state.status,
      'reference-id': writeReference(tale.account, tale.accountSeed),
      note: state.redactedAt === null ? `Asked about the teapot again ${CANARY}` : null,
      behaviors: writeBehaviors(state),
      tags: [`tag ${CANARY}`],
      creator: `robin.${CANARY}@example.com`,
      'reviewer-comment': state.decisionedAt === null ? null : `Looks like a teapot ${CANARY}`,
      ...writeTimes(state),
      'previous-step-name': state.previousStep,
      'next-step-name': state.nextStep,
      ...(hasInquiryDetails(writing.version) ? writeDetails(person) : {}),
      fields: writeFields(person),
      ...readChosen(told, { kind: 'inquiry', index: 0 }),
    },
    relationships: linkInquiry(tale, told, state, writing),
  }
}

export function linkTemplate(tale: Tale, { ids }: Naming): Linkage {
  return { type: 'inquiry-template', id: ids.write(PREFIX['inquiry-template'], templateOf(tale).number) }
}

export function linkTemplateVersion(tale: Tale, { ids }: Naming): Linkage {
  const id = ids.write(PREFIX['inquiry-template-version'], templateOf(tale).number)
  return { type: 'inquiry-template-version', id }
}

export function linkAccount(tale: Tale, { ids }: Naming): Linkage {
  return { type: 'account', id: ids.write(PREFIX.account, tale.account) }
}

export function linkReviewer(tale: Tale, state: InquiryState, { ids }: Naming): Linkage | null {
  const type = tale.story.reviewer
  if (type === null || state.decisionedAt === null) return null
  return { type, id: ids.write(PREFIX[type], type === 'user' ? 1 : tale.owner) }
}

/** Of the account's holder, so that a returning customer is the same person. */
export function personOf(tale: Tale): Person {
  return imaginePerson(createRandom(tale.accountSeed))
}

function linkInquiry(tale: Tale, told: readonly Told[], state: InquiryState, writing: Writing): JsonObject {
  return {
    account: linkOne(linkAccount(tale, writing)),
    template: linkOne(null),
    'inquiry-template': linkOne(linkTemplate(tale, writing)),
    'inquiry-template-version': linkOne(linkTemplateVersion(tale, writing)),
    transaction: linkOne(null),
    reviewer: linkOne(linkReviewer(tale, state, writing)),
    reports: linkMany(linkParts(tale, told, 'report', writing)),
    verifications: linkMany(linkParts(tale, told, 'verification', writing)),
    sessions: linkMany(linkParts(tale, told, 'inquiry-session', writing)),
    documents: linkMany(linkParts(tale, told, 'document', writing)),
    selfies: linkMany(linkParts(tale, told, 'selfie', writing)),
  }
}

function writeTimes(state: InquiryState): JsonObject {
  return {
    'created-at': writeTime(state.createdAt),
    'updated-at': writeTime(state.updatedAt),
    'started-at': writeTime(state.startedAt),
    'expires-at': writeTime(state.expiresAt),
    'completed-at': writeTime(state.completedAt),
    'failed-at': writeTime(state.failedAt),
    'marked-for-review-at': writeTime(state.markedForReviewAt),
    'decisioned-at': writeTime(state.decisionedAt),
    'expired-at': writeTime(state.expiredAt),
    'redacted-at': writeTime(state.redactedAt),
  }
}

/** An open map: "keys not enumerated". */
function writeBehaviors(state: InquiryState): JsonObject | null {
  if (state.startedAt === null || state.redactedAt !== null) return null
  return {
    'behavior-threat-level': `low ${CANARY}`,
    'autofill-starts': 0,
    'hesitation-percentage': CANARY_NUMBERS[0],
    'request-spoof-attempts': 0,
  }
}

/** Keys in `fields` stay as the template has them, whatever the inflection. */
function writeFields(person: Person | null): JsonObject {
  const entries: readonly (readonly [string, string | null])[] = [
    ['name_first', person?.first ?? null],
    ['name_middle', person?.middle ?? null],
    ['name_last', person?.last ?? null],
    ['birthdate', person?.birthdate ?? null],
    ['address_street_1', person?.street ?? null],
    ['address_city', person?.city ?? null],
    ['address_postal_code', person?.postalCode ?? null],
    ['email_address', person?.email ?? null],
    ['phone_number', person?.phone ?? null],
    ['identification_number', person?.documentNumber ?? null],
    ['favourite-teapot', person === null ? null : `The blue one ${CANARY}`],
  ]
  const written = entries.map(([key, value]): [string, Json] => [key, { type: 'string', value }])
  // A nested one, as Persona has them: `type` says what it is, and the value holds more fields.
  const nested: Json = {
    type: 'government_id',
    value: { identification_class: { type: 'string', value: person === null ? null : `pp ${CANARY}` } },
  }
  return { ...Object.fromEntries(written), current_government_id: nested }
}

function writeDetails(person: Person | null): JsonObject {
  return {
    'name-first': person?.first ?? null,
    'name-middle': person?.middle ?? null,
    'name-last': person?.last ?? null,
    birthdate: person?.birthdate ?? null,
    'email-address': person?.email ?? null,
    'phone-number': person?.phone ?? null,
    'social-security-number': null,
    'address-street-1': person?.street ?? null,
    'address-street-2': null,
    'address-city': person?.city ?? null,
    'address-subdivision': null,
    'address-subdivision-abbr': null,
    'address-postal-code': person?.postalCode ?? null,
    'address-postal-code-abbr': null,
    'identification-number': person?.documentNumber ?? null,
  }
}
