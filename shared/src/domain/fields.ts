/**
 * The field table: who may see each field that a provider documents.
 *
 * - `basic`: every role; may be cached.
 * - `by-pattern`: basic where the value matches the admin's pattern, else sensitive.
 * - `sensitive`: only by a reveal with a reason; never cached.
 * - `never`: does not leave the relay.
 *
 * A field that is missing here is new at the provider: the relay drops and counts it (API principle "ask for less, store
 * less"). Names are the provider's. Persona's: kebab-cased, from its OpenAPI description 2025-12-08; attributes and
 * relationships share one namespace (JSON:API), and a relationship discloses its type and IDs. deepidv's: snake-cased in
 * either of its spellings, with a dot for a nested object.
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
    /** A country alone: its coordinates stay closed. */
    'gps-country-code': 'basic',
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
    /** Its type alone: whether a person or a rule decided. */
    reviewer: 'basic',
    /** A screening is itself a secret, and a count of reports would reveal it. */
    reports: 'never',
    /** Attributes up to version 2023-01-05; later versions have them in `fields`. */
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
  'persona.verification': {
    status: 'basic',
    'completed-at': 'basic',
    /** Failed required ones alone: those that a customer can mend by kind, all others as one count. */
    checks: 'basic',
  },
  'persona.inquiry-template': {
    name: 'basic',
    status: 'never',
  },
  'persona.event': {
    name: 'basic',
    'created-at': 'basic',
    /** The type and ID of the object and the ID of its inquiry, only in open families. */
    payload: 'never',
    context: 'never',
  },
  'deepidv.session': {
    status: 'basic',
    type: 'basic',
    session_progress: 'basic',
    created_at: 'basic',
    updated_at: 'basic',
    submitted_at: 'basic',
    expires_at: 'basic',
    external_id: 'by-pattern',
    workflow_id: 'basic',
    /** Without screening steps: a screening is itself a secret, see `screening.ts`. */
    workflow_steps: 'basic',
    /** Only a country. */
    location: 'basic',
    'location.country': 'basic',
    /** As yes or no for each. */
    uploads: 'basic',
    'meta_data.applicant_view_time': 'basic',
    /** Its family; people name their devices after themselves. */
    'meta_data.applicant_submission_device': 'basic',
    'meta_data.applicant_submission_browser': 'basic',
    'meta_data.applicant_submission_ip': 'sensitive',
    /** City and country. */
    'meta_data.applicant_submission_location': 'sensitive',
    'meta_data.applicant_submission_location_details.country_iso_code': 'basic',
    'meta_data.applicant_submission_location_details.country': 'basic',
    'meta_data.applicant_submission_location_details.subdivision': 'sensitive',
    'meta_data.applicant_submission_location_details.city': 'sensitive',
    'meta_data.applicant_submission_location_details.postal_code': 'sensitive',
    'meta_data.applicant_submission_location_details.latitude': 'sensitive',
    'meta_data.applicant_submission_location_details.longitude': 'sensitive',
    'meta_data.applicant_submission_location_details.accuracy_radius': 'sensitive',
    'meta_data.applicant_submission_location_details.continent': 'sensitive',
    'meta_data.applicant_submission_location_details.time_zone': 'sensitive',
    'meta_data.failure_data.failed_attempts': 'basic',
    /** See `deepidv.attempt`. */
    'meta_data.failure_data.attempts': 'basic',
    'meta_data.declined_data.declined': 'basic',
    'meta_data.declined_data.declined_at': 'basic',
    /** Only one that the customer can mend; any other is for review. */
    'meta_data.declined_data.reason.code': 'basic',
    'meta_data.declined_data.reason.slot': 'basic',
    /** Words and measures of a decision, which may tell of fraud. */
    'meta_data.declined_data.reason.detail': 'never',
    'meta_data.declined_data.reason.severity': 'never',
    'meta_data.declined_data.score': 'never',
    'analysis_data.id_matches_selfie': 'basic',
    'analysis_data.id_matches_face_capture': 'basic',
    'analysis_data.id_matches_liveness': 'basic',
    'analysis_data.id_analysis_data.expiry_date_pass': 'basic',
    'analysis_data.id_analysis_data.valid_state_pass': 'basic',
    'analysis_data.id_analysis_data.age_restriction_pass': 'basic',
    'analysis_data.id_analysis_data.detect_face_data': 'never',
    'analysis_data.id_analysis_data.id_extracted_text': 'never',
    'analysis_data.secondary_id_analysis_data': 'never',
    'analysis_data.tertiary_id_analysis_data': 'never',
    'analysis_data.created_at': 'never',
    /** deepidv documents neither its scale nor its threshold. */
    'analysis_data.faceliveness_score': 'never',
    /** What a carrier says of a person: recent SIM changes, the owner's name, the age. */
    'analysis_data.phone_checks': 'never',
    'analysis_data.compare_faces_data': 'never',
    'analysis_data.pep_sanctions_data': 'never',
    'analysis_data.adverse_media_data': 'never',
    'analysis_data.document_risk_data': 'never',
    'analysis_data.title_search_data': 'never',
    'analysis_data.custom_form_data': 'never',
    'analysis_data.selected_document_types': 'never',
    organization_id: 'never',
    user_id: 'never',
    sender_user_id: 'never',
    permalink_id: 'never',
    deep_sign_id: 'never',
    face_liveness_session_id: 'never',
    bank_statement_request_id: 'never',
    redirect_url: 'never',
    resource_links: 'never',
    user: 'never',
    sender_user: 'never',
  },
  'deepidv.attempt': {
    /** Only a code. */
    reason: 'basic',
    slot: 'basic',
    failed_at: 'basic',
  },
  'deepidv.step': {
    step_id: 'basic',
    status: 'basic',
    attempts: 'basic',
    started_at: 'basic',
    completed_at: 'basic',
    /** Only a code; words may be about a person. */
    failure_reason: 'basic',
    'failure.code': 'basic',
    'failure.user_action': 'basic',
    'failure.category': 'never',
    'failure.retryable': 'never',
    'failure.slot': 'never',
    'failure.message': 'never',
    requirements: 'never',
  },
  'deepidv.workflow': {
    name: 'basic',
    id: 'never',
    status: 'never',
    steps: 'never',
  },
} as const satisfies Record<string, FieldTable>

export type FieldsOf<TObject extends keyof typeof FIELDS, TDisclosure extends Disclosure> = {
  [TField in keyof (typeof FIELDS)[TObject]]: (typeof FIELDS)[TObject][TField] extends TDisclosure
    ? TField
    : never
}[keyof (typeof FIELDS)[TObject]]

/** The fields of a sparse fieldset. */
export const listFields = (object: keyof typeof FIELDS, ...disclosures: Disclosure[]): string[] =>
  Object.entries<Disclosure>(FIELDS[object])
    .filter(([, disclosure]) => disclosures.includes(disclosure))
    .map(([field]) => field)
