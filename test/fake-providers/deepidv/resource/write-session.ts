import { CANARY, CANARY_NUMBERS } from '../../common/canary.ts'
import { itemAt } from '../../common/item-at.ts'
import type { JsonObject } from '../../common/json.ts'
import { imaginePerson } from '../../common/people.ts'
import { createRandom, hash } from '../../common/random.ts'
import { writeExternalId } from '../story/external-id.ts'
import type { Tale } from '../story/tale.ts'
import type { Workflow } from '../story/workflows.ts'
import { normaliseStep } from './spelling.ts'

export type Writing = { readonly id: string; readonly seed: number; readonly workflow: Workflow }

type Country = readonly [name: string, code: string]
const COUNTRIES: readonly [Country, ...Country[]] = [
  ['Canada', 'CA'],
  ['Germany', 'DE'],
  ['Portugal', 'PT'],
  ['New Zealand', 'NZ'],
  ['Kenya', 'KE'],
]
type DeviceWords = readonly [device: string, browser: string]
const DEVICES: readonly [DeviceWords, ...DeviceWords[]] = [
  ['iPhone', 'Mobile Safari'],
  ['Android', 'Chrome Mobile'],
  ['Windows', 'Edge'],
  ['Macintosh', 'Safari'],
]

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** A `session_record` as lists have it. docs.deepidv.com, "List sessions" */
export function writeAuditLog(tale: Tale, { id, seed, workflow }: Writing): JsonObject {
  const random = createRandom(hash(seed, 'record', id))
  const [country, countryIsoCode] = random.pick(COUNTRIES)
  const [device, browser] = random.pick(DEVICES)
  const hasStarted = tale.startedAt !== null
  const { isStandalone } = tale.story
  return {
    id,
    organization_id: `org_${CANARY}`,
    user_id: `usr_${CANARY}_${tale.customer}`,
    sender_user_id: `usr_${CANARY}_sender_${tale.sender}`,
    status: tale.status,
    type: tale.story.type,
    session_progress: tale.progress,
    created_at: time(tale.createdAt),
    updated_at: time(tale.updatedAt),
    ...(tale.submittedAt !== null && { submitted_at: time(tale.submittedAt) }),
    expires_at: time(tale.expiresAt),
    external_id: writeExternalId(tale.customer),
    ...(!isStandalone && {
      workflow_id: workflow.id,
      workflow_steps: workflow.steps.map((step) => normaliseStep(step, tale.number)),
    }),
    // Its documents and its own code disagree about what this is.
    location: hasStarted
      ? tale.number % 4 !== 3
        ? { country, city: `Toytown ${CANARY}`, latitude: random.pick(CANARY_NUMBERS) }
        : country
      : null,
    permalink_id: `perma-${CANARY}-${tale.number}`,
    ...(hasStarted && { face_liveness_session_id: `live-${CANARY}-${tale.number}` }),
    ...(tale.number % 6 === 0 && { bank_statement_request_id: `bank-${CANARY}` }),
    redirect_url: `https://example.com/welcome?token=${CANARY}`,
    meta_data: {
      ...(tale.openedAt !== null && { applicantViewTime: time(tale.openedAt) }),
      ...(hasStarted && {
        applicantSubmissionIp: `203.0.113.${tale.number % 250} (${CANARY}), 10.0.0.1`,
        // People name their telephones.
        applicantSubmissionDevice: tale.number % 4 === 1 ? `${device} of Ada ${CANARY}` : device,
        applicantSubmissionBrowser: browser,
        applicantSubmissionLocation: `Toytown ${CANARY}, ${country}`,
        // Every part of it may be absent.
        ...(tale.number % 5 !== 0 && {
          applicantSubmissionLocationDetails: {
            accuracyRadius: itemAt(CANARY_NUMBERS, 0),
            city: `Toytown ${CANARY}`,
            continent: `Teapotland ${CANARY}`,
            country,
            ...(tale.number % 5 !== 1 && { countryIsoCode }),
            latitude: itemAt(CANARY_NUMBERS, 0),
            longitude: itemAt(CANARY_NUMBERS, 1),
            postalCode: CANARY,
            subdivision: CANARY,
            timeZone: `Toy/${CANARY}`,
          },
        }),
      }),
      ...(tale.tries.length > 0 && { failureData: writeFailures(tale) }),
      ...(tale.decline && { declinedData: writeDecline(tale.decline) }),
    },
    uploads: {
      id_front: hasStarted,
      id_back: tale.submittedAt !== null,
      selfie_front: tale.submittedAt !== null,
      ...(tale.number % 3 === 0 && { hold_up_3_fingers: tale.submittedAt !== null }),
    },
  }
}

const writeFailures = ({ tries }: Tale): JsonObject => ({
  failedAttempts: tries.length,
  attempts: tries.map(({ code, slot, at }) => ({ reason: code, slot, failedAt: time(at) })),
})

const writeDecline = ({ code, at }: NonNullable<Tale['decline']>): JsonObject => ({
  declined: true,
  score: itemAt(CANARY_NUMBERS, 0),
  declinedAt: time(at),
  reason: { code, detail: `The face of Ada ${CANARY}`, slot: 'PRIMARY', severity: `CRITICAL ${CANARY}` },
})

/** All that Retrieve adds: nearly none of it is an agent's business. docs.deepidv.com, "Retrieve session" */
export function writeDetails(tale: Tale, { id, seed }: Writing): JsonObject {
  const random = createRandom(hash(seed, 'person', tale.customer))
  const person = imaginePerson(random)
  const matches = tale.status !== 'REJECTED'
  const text = (type: string, value: string): JsonObject => ({ type, value, confidence: 99.1 })
  const contact: JsonObject = {
    id: `usr_${CANARY}_${tale.customer}`,
    email: person.email,
    first_name: person.first,
    last_name: person.last,
    phone: person.phone,
    created_at: time(tale.createdAt),
  }
  return {
    analysis_data:
      tale.submittedAt === null
        ? null
        : {
            created_at: time(tale.submittedAt),
            id_matches_selfie: matches,
            id_matches_face_capture: matches,
            id_matches_liveness: tale.number % 2 === 0 ? matches : null,
            phone_checks: {
              trust: { carrier: CANARY, sim_swapped_at: CANARY },
              age_gate: { outcome: CANARY },
            },
            faceliveness_score: 99.49,
            id_analysis_data: {
              expiry_date_pass: tale.number % 7 !== 0,
              valid_state_pass: true,
              age_restriction_pass: tale.number % 11 !== 0,
              detect_face_data: [
                {
                  confidence: 99.9,
                  gender: { value: CANARY },
                  landmarks: [{ x: itemAt(CANARY_NUMBERS, 0) }],
                },
              ],
              id_extracted_text: [
                text('FIRST_NAME', person.first),
                text('LAST_NAME', person.last),
                text('DATE_OF_BIRTH', person.birthdate),
                text('DOCUMENT_NUMBER', person.documentNumber),
                text('ADDRESS', `${person.street}, ${person.city} ${person.postalCode}`),
              ],
            },
            compare_faces_data: { face_match_confidence: 98.7, face_match_result: CANARY },
            pep_sanctions_data: { peps: [{ name: `${person.last} ${CANARY}` }], sanctions: null, both: null },
            adverse_media_data: { total_hits: 2, news_exposures: [CANARY] },
            document_risk_data: { overall_risk_score: 12, document_analysis: [CANARY] },
            custom_form_data: [{ question: `How is your tea? ${CANARY}`, answer: CANARY, type: 'text' }],
            selected_document_types: [CANARY],
          },
    resource_links: { id_front: `https://files.example.com/${id}/id_front?signature=${CANARY}` },
    user: contact,
    sender_user: { ...contact, email: `agent.${CANARY}@example.com` },
  }
}
