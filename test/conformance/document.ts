/**
 * Holds the field table and the code tables against a provider's own description of its API (OpenAPI): what is new there,
 * gone, or written differently. Read-only, and without a request.
 */
import { listKnownStatuses } from '@inquiry-lens/shared/domain/case-state.ts'
import { FIELDS, type FieldTable } from '@inquiry-lens/shared/domain/fields.ts'
import {
  isKnownFailure,
  isKnownStep,
  isScreening,
  isStepStatusKnown,
  KNOWN_CODES,
} from '@inquiry-lens/shared/insight/steps.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { normaliseField } from '../../worker/src/providers/deepidv/wire.ts'
import { KNOWN_CHECKS } from '../../worker/src/providers/persona/checks.ts'

export interface Drift {
  /** The table: `persona.session`, `event names`. */
  table: string
  /** `changed`: only its spelling, from `was`. */
  what: 'new' | 'gone' | 'changed'
  name: string
  was?: string
}

export interface Comparison {
  provider: ProviderId
  drift: readonly Drift[]
  /** How many names the document has for each table; 0 proves nothing. */
  compared: Readonly<Record<string, number>>
}

type Node = Readonly<Record<string, unknown>>

const KNOWN_STATUSES = listKnownStatuses()

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce((node, name) => (isNode(node) ? node[name] : undefined), value)

/** Deeper, a description only repeats itself. */
const MAX_DEPTH = 12

function createReader(document: Node) {
  function resolve(value: unknown, depth = 0): Node {
    if (!isNode(value)) return {}
    const { $ref } = value
    if (typeof $ref !== 'string' || depth > MAX_DEPTH) return value
    return resolve(at(document, ...$ref.replace(/^#\//, '').split('/')), depth + 1)
  }

  /** A schema and all that it is made of. */
  function parts(schema: unknown, depth = 0): Node[] {
    if (depth > MAX_DEPTH) return []
    const node = resolve(schema)
    const inner = ['allOf', 'oneOf', 'anyOf'].flatMap((word) => {
      const all = node[word]
      return Array.isArray(all) ? all : []
    })
    return [node, ...inner.flatMap((one) => parts(one, depth + 1))]
  }

  const propertiesOf = (schema: unknown): Map<string, unknown> =>
    new Map(
      parts(schema).flatMap(({ properties, items }) => [
        ...(items === undefined ? [] : propertiesOf(items)),
        ...Object.entries(isNode(properties) ? properties : {}),
      ]),
    )

  const within = (schema: unknown, ...path: string[]): unknown =>
    path.reduce((inner: unknown, name) => propertiesOf(inner).get(name), schema)

  const answerOf = (...paths: string[]): unknown => {
    const [answer] = paths.flatMap((path) => at(document, 'paths', path, 'get', 'responses', '200') ?? [])
    return at(resolve(answer), 'content', 'application/json', 'schema')
  }

  return { propertiesOf, within, answerOf, parts }
}

/** The words that a schema lists, also those in its description, below “Possible values:”. */
const wordsOf = (schemas: readonly Node[]): string[] =>
  [
    ...new Set(
      schemas.flatMap(({ enum: all, const: one, description, examples }) => [
        ...(Array.isArray(all) ? all : []),
        ...(one === undefined ? [] : [one]),
        ...listInText(description),
        ...(Array.isArray(examples) ? examples : []),
      ]),
    ),
  ].filter((word): word is string => typeof word === 'string')

function listInText(description: unknown): string[] {
  if (typeof description !== 'string') return []
  const [, list = ''] = /possible values:\s*([\s\S]*)/i.exec(description) ?? []
  return [...list.matchAll(/^\s*[-*]\s+`?([\w/-]+)/gm)].flatMap(([, word]) => word ?? [])
}

function compareNames(
  table: string,
  documented: readonly string[],
  {
    known,
    isKnown = (name) => known.includes(name),
  }: { known: readonly string[]; isKnown?(name: string): boolean },
): Drift[] {
  const added = documented.filter((name) => !isKnown(name))
  const gone = known.filter((name) => !documented.includes(name))
  const letters = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const was = (name: string) => gone.find((one) => letters(one) === letters(name))
  return [
    ...added.map((name): Drift => {
      const before = was(name)
      return before === undefined
        ? { table, what: 'new', name }
        : { table, what: 'changed', name, was: before }
    }),
    ...gone
      .filter((name) => !added.some((one) => letters(one) === letters(name)))
      .map((name): Drift => ({ table, what: 'gone', name })),
  ]
}

interface Table {
  name: string
  documented: readonly string[]
  known: readonly string[]
  isKnown?: (name: string) => boolean
  /**
   * `new`: the relay asks for named ones alone, so that no other comes. `gone`: our table has several spellings, or codes of
   * an SDK.
   */
  ignores?: 'new' | 'gone'
  /** Of ours, those that the document of 2026-11 does not have either: they come all the same, or came. */
  undocumented?: readonly string[]
}

/** Names that a provider's document has, by the table that they belong to. */
export function compareDocument(document: unknown): Comparison | undefined {
  if (!isNode(document)) return undefined
  const provider = providerOf(document)
  if (!provider) return undefined
  const tables = provider === 'persona' ? listPersona(document) : listDeepidv(document)
  const drift = tables.flatMap(({ name, documented, ignores, undocumented, ...rest }): Drift[] =>
    documented.length === 0
      ? [{ table: name, what: 'gone', name: 'all of it' }]
      : compareNames(name, documented, rest).filter(
          (one) => one.what !== ignores && !(one.what === 'gone' && undocumented?.includes(one.name)),
        ),
  )
  return {
    provider,
    drift,
    compared: Object.fromEntries(tables.map(({ name, documented }) => [name, documented.length])),
  }
}

function providerOf(document: Node): ProviderId | undefined {
  const paths = Object.keys(isNode(document.paths) ? document.paths : {})
  if (paths.some((path) => path.endsWith('/inquiry-sessions'))) return 'persona'
  return paths.some((path) => /\/sessions(\/\{\w+\})?$/.test(path)) ? 'deepidv' : undefined
}

const fieldsOf = (object: keyof typeof FIELDS): string[] => {
  const table: FieldTable = FIELDS[object]
  return Object.keys(table)
}

/** Families whose events stay in the relay, each on purpose: their names alone tell of a screening, or serve no ticket. */
const CLOSED_FAMILIES = new Set([
  ...['report', 'case', 'case-comment', 'case-message', 'case-template', 'sar', 'filing', 'graph-query'],
  ...['transaction', 'transaction-type', 'account-property', 'account-type', 'workflow', 'workflow-run'],
  ...['inquiry-template-version', 'user', 'session', 'integration-log', 'authentication', 'checkpoint'],
  ...['agent-conversation', 'connect', 'importer-pipeline-run'],
])

/** Of open families. */
const EVENTS = Object.entries({
  inquiry:
    'approved completed created declined expired failed marked-for-review redacted started transitioned updated-tags ' +
    'reusable-persona-assurance-failed reusable-persona-created reusable-persona-updated reusable-persona-used',
  'inquiry-session': 'canceled expired started',
  verification:
    'canceled created escalated failed passed requires-retry skipped submitted tentatively-failed tentatively-passed ' +
    'updated-tags',
  document: 'created errored extracted pending processed submitted',
  selfie: 'created errored processed submitted',
  account:
    'added-relation archived consolidated consolidated-with created redacted removed-relation restored status-updated ' +
    'tag-added tag-removed updated-fields updated-tags',
}).flatMap(([family, verbs]) => verbs.split(' ').map((verb) => `${family}.${verb}`))

const isKnownEvent = (name: string): boolean =>
  EVENTS.includes(name) || CLOSED_FAMILIES.has(name.split(/[./]/, 1)[0] ?? '')

function listPersona(document: Node): Table[] {
  const { propertiesOf, within, answerOf, parts } = createReader(document)
  const inquiry = within(answerOf('/inquiries/{inquiry-id}'), 'data')
  const session = within(answerOf('/inquiry-sessions/{inquiry-session-id}', '/inquiry-sessions'), 'data')
  const event = within(answerOf('/events/{event-id}', '/events'), 'data')
  const verification = at(document, 'components', 'schemas', 'verification-shared-attributes')
  const fields = (object: unknown) => [
    ...propertiesOf(within(object, 'attributes')).keys(),
    ...propertiesOf(within(object, 'relationships')).keys(),
  ]
  const statuses = (object: unknown) => wordsOf(parts(within(object, 'attributes', 'status')))
  const inquiryFields = fieldsOf('persona.inquiry')
  // The table has the attributes of earlier versions, too.
  const current = inquiryFields.filter(
    (name) => !/^(name-|address-|birthdate|email|phone|social|identification)/.test(name),
  )
  return [
    {
      name: 'persona.session',
      documented: fields(session),
      known: fieldsOf('persona.session'),
      undocumented: ['gps-country-code', 'browser-fingerprint', 'device-fingerprint', 'device-vendor-id'],
    },
    {
      name: 'persona.inquiry',
      documented: fields(inquiry),
      known: current,
      isKnown: (name) => inquiryFields.includes(name),
    },
    { name: 'persona.event', documented: fields(event), known: fieldsOf('persona.event') },
    {
      name: 'persona.verification',
      documented: [...propertiesOf(verification).keys()],
      known: fieldsOf('persona.verification'),
      ignores: 'new',
    },
    {
      name: 'inquiry statuses',
      documented: statuses(inquiry),
      known: KNOWN_STATUSES.inquiry.persona.filter((status) => status !== 'needs-review'),
    },
    {
      name: 'session statuses',
      documented: statuses(session),
      known: KNOWN_STATUSES.session.persona,
      undocumented: ['canceled'],
    },
    { name: 'event names', documented: listEventNames(document), known: EVENTS, isKnown: isKnownEvent },
    {
      name: 'check names (of its examples alone)',
      documented: listCheckNames(document),
      known: KNOWN_CHECKS,
      ignores: 'new',
      undocumented: [
        ...['id_nfc_disallowed_country_detection', 'id_nfc_unprocessable_submission_detection'],
        ...['id_corner_detection', 'document_unprocessable_submission_detection'],
        ...['selfie_portrait_quality_detection', 'selfie_video_quality_detection'],
        ...['phone_number_confirmation_code_comparison', 'phone_number_timeout_detection'],
        ...['email_address_confirmation_code_comparison', 'email_address_timeout_detection'],
      ],
    },
  ]
}

const isEventName = (word: unknown): word is string =>
  typeof word === 'string' && /^[a-z][a-z0-9_/-]*\.[a-z][a-z-]*$/.test(word)

/** The longest list of names that looks like one of events. */
function listEventNames(document: Node): string[] {
  let longest: string[] = []
  visit(document, ({ enum: words }) => {
    const names = Array.isArray(words) ? words.filter(isEventName) : []
    if (names.length > longest.length) longest = names
  })
  return longest
}

/** From its examples: no schema lists them. */
function listCheckNames(document: Node): string[] {
  const names = new Set<string>()
  visit(document, ({ checks }) => {
    for (const check of Array.isArray(checks) ? checks : []) {
      if (isNode(check) && typeof check.name === 'string') names.add(check.name)
    }
  })
  return [...names]
}

function visit(value: unknown, look: (node: Node) => void): void {
  if (isNode(value)) look(value)
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) visit(inner, look)
}

function listDeepidv(document: Node): Table[] {
  const { propertiesOf, within, answerOf, parts } = createReader(document)
  const record = within(answerOf('/v1/sessions/{id}', '/v1/sessions/{session_id}'), 'session_record')
  const state = answerOf('/v1/sessions/{session_id}/workflow', '/v1/sessions/{id}/workflow')
  const step = within(state, 'steps')
  const known = fieldsOf('deepidv.session')
  const isInner = (path: string) => known.some((name) => name.startsWith(`${path}.`))
  const flatten = (schema: unknown, path = ''): string[] =>
    [...propertiesOf(schema)].flatMap(([name, inner]) => {
      const field = path + normaliseField(name)
      return isInner(field) && propertiesOf(inner).size > 0 ? flatten(inner, `${field}.`) : [field]
    })
  const attempts = within(record, 'meta_data', 'failureData', 'attempts')
  const words = (schema: unknown) => wordsOf(parts(schema))
  return [
    {
      name: 'deepidv.session',
      documented: flatten(record).filter((name) => name !== 'id'),
      known,
      // A part whose own fields the document leaves open.
      isKnown: (name) => known.includes(name) || isInner(name),
      ignores: 'gone',
    },
    { name: 'deepidv.step', documented: flatten(step), known: fieldsOf('deepidv.step'), ignores: 'gone' },
    {
      name: 'deepidv.attempt',
      documented: [...propertiesOf(attempts).keys()].map(normaliseField),
      known: fieldsOf('deepidv.attempt'),
    },
    {
      name: 'session statuses',
      documented: words(within(record, 'status')),
      known: KNOWN_STATUSES.session.deepidv,
    },
    {
      name: 'steps',
      documented: [...new Set([...words(within(step, 'step_id')), ...listStepNames(document)])],
      known: KNOWN_CODES.steps,
      isKnown: (name) => isKnownStep(name) || isScreening(name),
    },
    {
      name: 'step statuses',
      documented: words(within(step, 'status')),
      known: KNOWN_CODES.stepStatuses,
      isKnown: isStepStatusKnown,
    },
    {
      name: 'failure and decline codes',
      documented: [
        ...words(within(step, 'failure_reason')),
        ...words(within(attempts, 'reason')),
        ...words(within(record, 'meta_data', 'declinedData', 'reason', 'code')),
      ].filter((code) => /^[A-Z][A-Z_]+$/.test(code)),
      known: KNOWN_CODES.failures,
      isKnown: isKnownFailure,
      // The SDK for phones has codes of its own.
      ignores: 'gone',
    },
  ]
}

/** Any list of words that has `FACE_LIVENESS` beside `ID_VERIFICATION` is one of steps. */
function listStepNames(document: Node): string[] {
  const names = new Set<string>()
  visit(document, ({ enum: words }) => {
    if (!Array.isArray(words) || !words.includes('ID_VERIFICATION') || !words.includes('FACE_LIVENESS'))
      return
    for (const word of words) if (typeof word === 'string') names.add(word)
  })
  return [...names]
}

/** For a reader; a screening's name is in the document already. */
export function describeComparison({ provider, drift, compared }: Comparison): string {
  const tables = Object.entries(compared).map(
    ([name, count]) => `  ${name}: ${count === 0 ? 'none' : `${count} names`}`,
  )
  const lines = drift.map(
    ({ table, what, name, was }) =>
      `${what.padEnd(7)} ${table}: ${was === undefined ? '' : `${was} → `}${name}`,
  )
  return [
    `A document of ${provider}. Compared:`,
    ...tables,
    ...(lines.length > 0 ? lines : ['No drift.']),
  ].join('\n')
}
