/**
 * Prints `docs/api.md` and `docs/openapi.json`: methods, paths and requests from the app's own routes and schemas, answers
 * and what schemas cannot say from the table below.
 */
import { AuditEntrySchema, ChainHeadSchema } from '@inquiry-lens/shared/audit/chain.ts'
import { ActivitySchema } from '@inquiry-lens/shared/contract/activity.ts'
import {
  AddedAgentSchema,
  AgentsSchema,
  GatewaySnapshotSchema,
  GatewayStateSchema,
  RevokedCountSchema,
} from '@inquiry-lens/shared/contract/admin.ts'
import {
  AuditPageSchema,
  AuditSegmentsSchema,
  ExportedSegmentsSchema,
} from '@inquiry-lens/shared/contract/audit.ts'
import {
  AgentSchema,
  ConfigSchema,
  HealthSchema,
  MeSchema,
  PairedSchema,
  ProviderHealthSchema,
  QuotaSchema,
} from '@inquiry-lens/shared/contract/config.ts'
import {
  EventsPageSchema,
  InquiriesPageSchema,
  LookupsSchema,
  SessionsPageSchema,
} from '@inquiry-lens/shared/contract/lists.ts'
import {
  ClientFrameSchema,
  LIVE_CLOSED,
  LIVE_LIMITS,
  PING,
  PONG,
  RelayFrameSchema,
} from '@inquiry-lens/shared/contract/live.ts'
import { can, type Permission, ROLES } from '@inquiry-lens/shared/contract/permissions.ts'
import { NEXT_STEPS, ProblemSchema } from '@inquiry-lens/shared/contract/problems.ts'
import { RevealedSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { WatchesSchema, WatchSchema } from '@inquiry-lens/shared/contract/watches.ts'
import {
  CaseFileSchema,
  DeviceSchema,
  FlowSchema,
  HintSchema,
  InquiryCaseSchema,
  InquirySchema,
  NetworkSchema,
  ProviderEventSchema,
  SessionCaseSchema,
  SessionSchema,
  WorkflowStepSchema,
} from '@inquiry-lens/shared/domain/model.ts'
import { LookupSchema, SummarySchema } from '@inquiry-lens/shared/domain/summary.ts'
import { type ConversionConfig, type JsonSchema, toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { version } from '../package.json'
import { app } from '../src/app.ts'
import { RELAY_PROBLEM_TYPES } from '../src/http/response.ts'
import { VALIDATIONS } from '../src/http/validate.ts'

interface RouteNote {
  /** `null`: needs no token. */
  permission: Permission | null
  does: string
  /** `null`: none, with 204 unless `status` says otherwise. */
  answer: v.GenericSchema | null
  status?: 201 | 101
  example?: object
}

const INQUIRY = 'inq_ABC123'
const HEAD = { seq: 1, hash: '0'.repeat(64) }

export const ROUTE_NOTES: Readonly<Record<string, RouteNote>> = {
  'GET /healthz': {
    permission: null,
    does: 'Whether this is a relay, and which contract it speaks.',
    answer: HealthSchema,
  },
  'POST /access/pair': {
    permission: null,
    does: 'Signs in with a pairing code.',
    answer: PairedSchema,
    example: { code: 'ABCD-EFGH-JKMN' },
  },
  'POST /access/sign-out': {
    permission: null,
    does: 'Ends the sign-in; also answers 204 for a token that has ended.',
    answer: null,
  },
  'POST /hooks/persona': {
    permission: null,
    does: 'A webhook of Persona’s, by its signature (`Persona-Signature`), at most 256 KiB. 404 without `PERSONA_WEBHOOK_SECRET`; 503 with `Retry-After` where 16 others wait for their answer.',
    answer: null,
  },
  'POST /hooks/deepidv': {
    permission: null,
    does: 'A webhook of deepidv’s, by its secret (`deepidv-signature`), at most 256 KiB. 404 without `DEEPIDV_WEBHOOK_SECRET`; 503 as above.',
    answer: null,
  },
  'GET /v1/live': {
    permission: 'read',
    does: 'A WebSocket that says which of its topics have changed, never what: subprotocols `lens.1` and the token, and an `Origin` of `ALLOWED_ORIGINS`, without which it is a 403. See [Live](#live). Without `Upgrade: websocket` it is a 426.',
    answer: null,
    status: 101,
  },
  'GET /v1/me': {
    permission: 'self:read',
    does: 'The agent, when the sign-in ends, and the state of each provider. With `Cache-Control: no-cache`, the relay asks again what its key may not read.',
    answer: MeSchema,
  },
  'GET /v1/config': {
    permission: 'self:read',
    does: 'The settings that the extension needs; no fact about a person.',
    answer: ConfigSchema,
  },
  'GET /v1/sessions': {
    permission: 'read',
    does: 'Newest first. `inquiry` is Persona’s filter; `externalId`, `workflow` and `scope` are deepidv’s.',
    answer: SessionsPageSchema,
  },
  'GET /v1/sessions/:id': { permission: 'read', does: 'One session.', answer: SessionSchema },
  'GET /v1/events': { permission: 'read', does: 'Newest first; Persona only.', answer: EventsPageSchema },
  'GET /v1/events/:id': { permission: 'read', does: 'One event.', answer: ProviderEventSchema },
  'GET /v1/inquiries': {
    permission: 'read',
    does: 'Newest first; Persona only.',
    answer: InquiriesPageSchema,
  },
  'GET /v1/activity': {
    permission: 'read',
    does: 'Counts of the cached cases by when they were last active, and whom they wait for or how they ended. Asks no provider.',
    answer: ActivitySchema,
  },
  'GET /v1/cases/:id': {
    permission: 'read',
    does: 'An inquiry or a session with everything that belongs to it.',
    answer: CaseFileSchema,
  },
  'POST /v1/lookups': {
    permission: 'read',
    does: 'The state of each ID, in the order of the request.',
    answer: LookupsSchema,
    example: { ids: [INQUIRY] },
  },
  'GET /v1/watches': {
    permission: 'watch',
    does: 'The cases that the agent watches, newest first, and which of them have ended. Looks them up behind other requests; counts as no use of the sign-in.',
    answer: WatchesSchema,
  },
  'POST /v1/watches': {
    permission: 'watch',
    does: 'Watches a case for 30 days, at most 50 at once. Opens it, as `GET /v1/cases/:id` does, with the same limits. A second time renews the watch.',
    answer: WatchSchema,
    example: { id: INQUIRY, name: 'The refund' },
  },
  'POST /v1/watches/:id': {
    permission: 'watch',
    does: 'Gives the watch another name; an empty one takes it away.',
    answer: null,
    example: { name: 'The refund' },
  },
  'DELETE /v1/watches/:id': {
    permission: 'watch',
    does: 'Ends the watch.',
    answer: null,
  },
  'POST /v1/reveals': {
    permission: 'reveal',
    does: 'Sensitive fields of one object. The reason goes into the audit log.',
    answer: RevealedSchema,
    example: { id: INQUIRY, fields: ['reference-id'], reason: 'The customer asked for it.' },
  },
  'POST /v1/audit': {
    permission: 'case:copy',
    does: 'Records a copy or an export. Only after the 204 may it be made. The entry is the agent’s own claim. An export needs `case:export`: investigator, admin.',
    answer: null,
    example: { action: 'copy', form: 'summary', ids: [INQUIRY] },
  },
  'GET /v1/audit': {
    permission: 'audit:read',
    does: 'Entries of the audit log. Reading them leaves an entry.',
    answer: AuditPageSchema,
  },
  'GET /v1/audit/segments': {
    permission: 'audit:read',
    does: 'The closed days, the capacity of the log and the key that signs its checkpoints.',
    answer: AuditSegmentsSchema,
  },
  'POST /v1/audit/exports': {
    permission: 'audit:export',
    does: 'Confirms that these entries, and all between them, are safe elsewhere.',
    answer: ExportedSegmentsSchema,
    example: { first: HEAD, last: HEAD },
  },
  'GET /v1/agents': { permission: 'agents:list', does: 'All agents.', answer: AgentsSchema },
  'POST /v1/agents': {
    permission: 'agents:manage',
    does: 'A pairing code for ten minutes, for a new or an existing agent.',
    answer: AddedAgentSchema,
    status: 201,
    example: { email: 'ada@example.com', role: 'agent' },
  },
  'DELETE /v1/agents': {
    permission: 'agents:manage',
    does: 'Ends all sign-ins but the caller’s own.',
    answer: RevokedCountSchema,
  },
  'DELETE /v1/agents/:email': {
    permission: 'agents:manage',
    does: 'Ends all sign-ins and open codes of this agent.',
    answer: null,
  },
  'GET /v1/gateway': {
    permission: 'gateway:read',
    does: 'Answers by kind, failures and limits of each provider.',
    answer: GatewaySnapshotSchema,
  },
}

const SHAPES = {
  Agent: AgentSchema,
  Watch: WatchSchema,
  AuditEntry: AuditEntrySchema,
  ChainHead: ChainHeadSchema,
  Device: DeviceSchema,
  Event: ProviderEventSchema,
  Flow: FlowSchema,
  GatewayState: GatewayStateSchema,
  Hint: HintSchema,
  Inquiry: InquirySchema,
  InquiryCase: InquiryCaseSchema,
  Lookup: LookupSchema,
  Network: NetworkSchema,
  Problem: ProblemSchema,
  ProviderHealth: ProviderHealthSchema,
  Quota: QuotaSchema,
  Session: SessionSchema,
  SessionCase: SessionCaseSchema,
  Summary: SummarySchema,
  WorkflowStep: WorkflowStepSchema,
} as const satisfies Record<string, v.GenericSchema>

export const ROUTES = [
  ...new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ),
]

const validationsOf = (route: string) =>
  app.routes
    .filter(({ method, path }) => `${method} ${path}` === route)
    .flatMap(({ handler }) => VALIDATIONS.get(handler) ?? [])

const CONVERSION: ConversionConfig = {
  target: 'draft-2020-12',
  errorMode: 'ignore',
  definitions: SHAPES,
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
}

function convert(schema: v.GenericSchema, typeMode: 'input' | 'output' = 'input'): JsonSchema {
  const { $defs: _, $schema: __, ...converted } = toJsonSchema(schema, { ...CONVERSION, typeMode })
  return converted
}

function convertShape(name: keyof typeof SHAPES): JsonSchema {
  const { [name]: schema, ...others } = SHAPES
  const {
    $defs: _,
    $schema: __,
    ...converted
  } = toJsonSchema(schema, {
    ...CONVERSION,
    typeMode: 'input',
    definitions: others,
  })
  return converted
}

const rolesOf = (permission: Permission | null): string => {
  if (permission === null) return 'anyone'
  const roles = [...ROLES, 'bootstrap' as const].filter((role) => can(role, permission))
  return roles.length === ROLES.length
    ? 'every role'
    : roles.join(', ').replace('bootstrap', 'bootstrap token')
}

function propertiesOf({ properties = {}, required = [] }: JsonSchema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    isRequired: required.includes(name),
  }))
}

const printKey = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`)

function printType(schema: JsonSchema | boolean, indent = ''): string {
  if (typeof schema === 'boolean') return 'unknown'
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  if (schema.const !== undefined)
    return typeof schema.const === 'string' ? `'${schema.const}'` : String(schema.const)
  if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ')
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return choice.map((one) => printType(one, indent)).join(' | ')
  if (schema.type === 'array' && typeof schema.items === 'object' && !Array.isArray(schema.items)) {
    const item = printType(schema.items, indent)
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
  }
  if (schema.type !== 'object') return schema.type === 'integer' ? 'number' : String(schema.type ?? 'unknown')
  if (!schema.properties) return `Record<string, ${printType(schema.additionalProperties ?? true, indent)}>`
  const lines = propertiesOf(schema).map(
    (one) =>
      `${indent}  ${printKey(one.name)}${one.isRequired ? '' : '?'}: ${printType(one.schema, `${indent}  `)}\n`,
  )
  return `{\n${lines.join('')}${indent}}`
}

const field = (holder: object, name: string): unknown => Reflect.get(holder, name)

function rulesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const [message, pipe] = [field(schema, 'message'), field(schema, 'pipe')]
  const parts = Array.isArray(pipe)
    ? pipe.filter((part) => part !== schema && field(part, 'pipe') !== pipe)
    : []
  return [
    ...(typeof message === 'string' ? [message] : []),
    ...[...parts, field(schema, 'wrapped'), field(schema, 'item')].flatMap(rulesOf),
  ]
}

function entriesOf(schema: v.GenericSchema): { name: string; rules: string; isRequired: boolean }[] {
  const entries = field(schema, 'entries')
  if (typeof entries !== 'object' || entries === null) return []
  const properties = new Map(propertiesOf(convert(schema)).map((property) => [property.name, property]))
  return Object.entries(entries).map(([name, entry]) => {
    const rules = [...new Set(rulesOf(entry))].map((rule) => rule.replace(/^Must be /, ''))
    const { schema: type = true, isRequired = false } = properties.get(name) ?? {}
    return {
      name,
      rules:
        rules.map((rule) => rule.charAt(0).toLowerCase() + rule.slice(1)).join('; ') ||
        `\`${printType(type)}\``,
      isRequired,
    }
  })
}

function printAsked(route: string): string {
  const inputs = validationsOf(route).flatMap(({ target, schema }) => {
    const names = entriesOf(schema).map(({ name, isRequired }) => ({ name, mark: isRequired ? '' : '?' }))
    if (target === 'query') return [`\`?${names.map(({ name }) => name).join('&')}\``]
    return target === 'json' ? [`\`{${names.map(({ name, mark }) => name + mark).join(', ')}}\``] : []
  })
  return inputs.join(', ')
}

const CLOSED: Readonly<Record<keyof typeof LIVE_CLOSED, string>> = {
  done: 'The client has closed it.',
  signedOut: 'The sign-in has ended.',
  notUnderstood: 'A frame is none of these, is too long, or comes before `hello`.',
  tooManyFrames: 'More frames than a minute allows.',
  tooManyTopics: 'More topics than a socket may have.',
  tooManySockets: 'A newer socket of the agent took its place.',
}
const isClose = (name: string): name is keyof typeof CLOSED => Object.hasOwn(CLOSED, name)
const CLOSES = Object.keys(CLOSED).filter(isClose)

const cell = (text: string): string => text.replaceAll('|', '\\|')
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`

function printRequest(route: string): string {
  const entries = validationsOf(route).flatMap(({ schema }) => entriesOf(schema))
  if (entries.length === 0) return ''
  const rows = entries.map(({ name, rules, isRequired }) =>
    row(`\`${name}\``, isRequired ? 'yes' : '', rules),
  )
  return [
    `### \`${route}\``,
    '',
    row('parameter', 'needed', 'rules'),
    row('---', '---', '---'),
    ...rows,
    '',
  ].join('\n')
}

function printAnswer(route: string): string {
  const { answer } = ROUTE_NOTES[route] ?? { answer: null }
  return answer ? `// ${route}\n${printType(convert(answer))}\n` : ''
}

export const printMarkdown = (): string => `# The relay’s API

Generated from the relay’s routes and schemas by \`npm run api\`; [openapi.json](openapi.json) says the same for tools.

A request carries \`Authorization: Bearer TOKEN\`, except for routes that anyone may use. Get a token for scripts with
\`npm run --silent agents -- token EMAIL\`.

## Routes

${row('route', 'who may', 'asks', 'does', 'answers')}
${row('---', '---', '---', '---', '---')}
${ROUTES.map((route) => {
  const { permission = null, does = '', answer = null, status } = ROUTE_NOTES[route] ?? {}
  return row(
    `\`${route}\``,
    rolesOf(permission),
    printAsked(route),
    does,
    String(status ?? (answer ? 200 : 204)),
  )
}).join('\n')}

Where two providers can answer a list, \`provider\` is needed. A filter that a provider lacks is a 400 that names it.
\`/v1/agents\`, \`/v1/gateway\` and the reading of \`/v1/audit\` answer under the relay’s own host names only.

\`POST /v1/agents\` keeps one live code for each person: a new code ends an older one, which then answers as an expired one
does. Without a \`role\` an existing agent keeps theirs, and a new one becomes \`agent\`. It changes the role of an existing
agent only with \`changeRole: true\` (else 409 \`role-not-confirmed\`), and gives a revoked one a code, with the role they had,
only with \`letBackIn: true\` (else 409 \`agent-revoked\`). The audit log then has \`before\`, the earlier role, and
\`let-back-in\` in place of \`add-agent\`.

A list shows no row twice and always ends. A page that is \`stale\` with \`provider-unreadable\` and has no \`next\` ended early,
because the provider ignored its cursor: after ten seconds the same cursor asks again.

\`POST /v1/lookups\` answers what it can: an ID beyond the 2,000 different ones of an hour is \`not-asked\` with
\`lookups-limited\`, and one that a look-up leaves out with \`lookup-limit\`. IDs that are \`not-asked\` don’t count. A list about
more people than are left within the hour is a 429, \`views-throttled\`, whose \`detail\` says about how many to ask.

\`GET /v1/activity\` counts each case once, at its newest activity: Persona’s by its events, deepidv’s by the pages of its
list. Without \`from\` and \`to\` it is the last 60 buckets; both snap outward to whole buckets, to an hour at least and 61
buckets at most. Before \`since\` cases are missing, and after the time that \`Age\` gives nothing is known yet.

A watch is of an inquiry, or of a deepidv session: a Persona session’s ID is a 400 in each of the three. One that the agent does not
have is a 404. In a name, letters that no one sees are left out.

A body is JSON of at most 16 KiB as it stands: no \`Content-Encoding\` is undone, and a packed one is a 400. No
\`Accept-Encoding\` changes an answer; before a local relay, Wrangler’s server answers 415 to one that forbids \`identity\`.

## Headers

| header | on |
| --- | --- |
| \`ETag\`, \`If-None-Match\` | each \`GET\` of a provider’s facts, and \`/v1/config\`: the tag holds for one agent and one question |
| \`Age\`, \`Cache-Status\`, \`Lens-Source\` | answers from a provider: how old, from where, fresh or stale and why |
| \`Lens-Complete-Since\` | a filtered list from cached rows alone: from when on |
| \`Lens-Recent-Viewers\` | cases: which other agents opened it lately |
| \`Lens-Audit-Checkpoint\` | the newest entry of the audit log, signed |
| \`Cache-Control: no-cache\`, in a request | asks the provider again, as far as its limit allows |
| \`RateLimit\`, \`RateLimit-Policy\` | what is left of the agent’s own requests |
| \`X-Request-Id\` | every answer; the entry in the audit log has the same |

## Live

\`new WebSocket('wss://RELAY/v1/live', ['lens.1', TOKEN])\`. Frames are JSON in text; a number in \`topics\`, \`add\` and \`drop\` is the
client’s own name of a topic, and the only name that the relay uses. A topic is \`case ID\` (an inquiry, or a session of
deepidv’s), \`lists PROVIDER\` or \`watches\` (the agent’s own list: that a watched case has changed comes with the case’s topic).

\`\`\`ts
// From the client; hello first: the last seq that it knows, or for how long it has known what it follows
${ClientFrameSchema.options.map((schema) => printType(convert(schema, 'output'))).join('\n')}

// From the relay
${printType(convert(RelayFrameSchema))}
\`\`\`

The answer to \`hello\` has what changed since, and each later frame what changes then: the relay reads both in one turn, so that none is
missing between them, and no notice comes before the answer. \`since\` asks again. \`reset\`: so long ago that all may have
changed. \`quiet\`: topics whose provider sends no webhooks, or has sent none for a day, to be asked for as often as without a socket; a frame that has it replaces what an earlier one said. A
change of lists comes once in ten seconds at most.

The text \`${PING}\` is answered with \`${PONG}\` and the newest seq, such as \`${PONG}17\`, without waking the relay: where it is above the last
frame’s, a frame was lost, and \`since\` brings it. Send it every 20 seconds. After a close the client waits, with full jitter, up to 15 seconds,
then twice as long each time, up to a minute.

${row('code', 'reason', 'why the relay closes the socket')}
${row('---', '---', '---')}
${CLOSES.map((name) => row(String(LIVE_CLOSED[name]), `\`${name}\``, CLOSED[name])).join('\n')}

The platform closes it with a code of RFC 6455, such as 1009 for a message larger than it takes: to a client, a loss like any other.

Sign-out, revocation, another role and the end of the sign-in close it at once. An agent has at most ${LIVE_LIMITS.socketsOfAgent} sockets, of which the
oldest goes, and a socket ${LIVE_LIMITS.topics} topics and ${LIVE_LIMITS.framesAMinute} frames a minute of at most ${LIVE_LIMITS.frameLength} letters.

## Requests

${ROUTES.map(printRequest).filter(Boolean).join('\n')}
## Answers

\`\`\`ts
${ROUTES.map(printAnswer).filter(Boolean).join('\n')}\`\`\`

## Shapes

Times are ISO 8601. Statuses, event names and most other words of a provider are open sets.

\`\`\`ts
${shapeNames.map((name) => `type ${name} = ${printType(convertShape(name))}\n`).join('\n')}\`\`\`

## Errors

An error is a \`Problem\`, \`application/problem+json\` (RFC 9457). A temporary 429 or 503 has \`Retry-After\`.

${row('code', 'status', 'title', 'next step')}
${row('---', '---', '---', '---')}
${Object.entries(RELAY_PROBLEM_TYPES)
  .map(([code, { status, title }]) => row(`\`${code}\``, String(status), title, nextStepOf(code)))
  .join('\n')}
`

/** Of those that no surface can meet, too. */
function nextStepOf(code: string): string {
  const steps: Readonly<Record<string, string>> = {
    ...NEXT_STEPS,
    'signature-refused': 'Compare the relay’s webhook secret with the provider’s.',
    'upgrade-required': 'Open a WebSocket with the subprotocols lens.1 and the token.',
  }
  return steps[code] ?? ''
}

const isShape = (name: string): name is keyof typeof SHAPES => Object.hasOwn(SHAPES, name)
const shapeNames = Object.keys(SHAPES).filter(isShape)

function describeOperation(route: string) {
  const note = ROUTE_NOTES[route]
  const validations = validationsOf(route)
  const parameters = validations.flatMap(({ target, schema }) =>
    target === 'json'
      ? []
      : propertiesOf(convert(schema)).map(({ name, schema: rule, isRequired }) => ({
          name,
          in: target === 'param' ? 'path' : 'query',
          required: isRequired,
          schema: rule,
        })),
  )
  const body = validations.find(({ target }) => target === 'json')
  return {
    summary: note?.does,
    'x-permission': note?.permission,
    ...(note?.permission === null && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: convert(body.schema), example: note?.example } },
      },
    }),
    responses: {
      ...(note?.answer
        ? {
            [note.status ?? 200]: {
              description: note.does,
              content: { 'application/json': { schema: convert(note.answer) } },
            },
          }
        : note?.status === 101
          ? { 101: { description: 'The socket is open.' } }
          : { 204: { description: 'Done.' } }),
      default: {
        description: 'A problem.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

export function printOpenApi(): string {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of ROUTES) {
    const [method = '', path = ''] = route.toLowerCase().split(' ')
    const templated = path.replace(/:(\w+)/g, '{$1}')
    paths[templated] = { ...paths[templated], [method]: describeOperation(route) }
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Inquiry Lens relay', version },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(shapeNames.map((name) => [name, convertShape(name)])),
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
