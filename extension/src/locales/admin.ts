/** Words of the admin page and of its audit log. */

import type { AuditAction } from '@inquiry-lens/shared/audit/chain.ts'
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import type { COPY_FORMS } from '@inquiry-lens/shared/contract/audit.ts'
import type { Permission, Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ObjectKind } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import { formatNumber } from '../ui/format/time.ts'
import type { AdminSection } from '../ui/surfaces/admin/admin.ts'

/** A sentence around what is drawn within it. */
export interface Around {
  before: string
  after: string
}

const admin = {
  title: 'Admin',
  sections: {
    agents: 'Agents',
    audit: 'Audit log',
    gateway: 'Providers',
  } satisfies Record<AdminSection, string>,
  refresh: 'Refresh',
  notForRole: {
    title: 'This page is for admins and auditors',
    text: (role: string, email: string) =>
      `You are signed in as ${role} (${email}). Ask an admin for access.`,
  },
  exporting: {
    copy: 'Copy command',
    howTo:
      'Run it in the relay’s repository with BOOTSTRAP_TOKEN set. For a local relay, the token is found automatically.',
  },
  addAgent: {
    heading: 'Add an agent',
    email: 'Email address',
    emailProblem: 'Enter an email address, such as ada@example.com.',
    role: 'Role',
    roleHints: {
      agent: 'Reads cases, sessions and events.',
      investigator: 'Reads, and reveals sensitive fields with a reason.',
      auditor: 'Reads the audit log and provider status.',
      admin: 'Manages agents. Reads cases, audit log and provider status.',
    } satisfies Record<Role, string>,
    create: 'Add and create a code',
    createAnother: 'Create another code',
    reinstate: 'Reinstate and create a code',
    creating: 'Creating a code…',
    /** What the form does to an existing agent. */
    known: (email: string, role: string) => `${email} already exists as ${role}. Their sign-ins stay valid.`,
    knownInAnotherRole: (email: string, before: string, role: string) =>
      `${email} already exists. Their role changes from ${before} to ${role}, from their next request.`,
    revoked: (email: string, role: string) => `${email} was revoked. This reinstates them as ${role}.`,
    revokedInAnotherRole: (email: string, before: string, role: string) =>
      `${email} was revoked. This reinstates them as ${role}. Their role changes from ${before} to ${role}, from their next request.`,
  },
  changeRole: {
    about: (email: string) => `Change the role of ${email}?`,
    own: (before: string, role: string) =>
      `Change your own role from ${before} to ${role}? You can’t undo this yourself.`,
    another: (email: string, before: string, role: string) => `Change ${email} from ${before} to ${role}?`,
    change: 'Change role',
    changing: 'Changing…',
    keep: (before: string) => `Keep ${before}`,
  },
  code: {
    heading: (email: string, role: string) => `Pairing code for ${email}, as ${role}`,
    validity: (wait: string) =>
      `Works once, for another ${wait}. It is not shown again; send it where only they can read it.`,
    copy: 'Copy code',
    copyInvitation: 'Copy invitation',
    /** Lines of a message to the new agent. */
    invitation: (email: string, relay: string, code: string): readonly string[] => [
      `You can sign in to Inquiry Lens as ${email}.`,
      'In the extension’s options, enter',
      `Relay address: ${relay}`,
      `Pairing code: ${code}`,
      'The code works once, for ten minutes.',
    ],
    done: 'Done',
  },
  agents: {
    loading: 'Loading agents…',
    count: (active: number, revoked: number) =>
      `${active} ${active === 1 ? 'agent' : 'agents'}${revoked > 0 ? `, ${revoked} revoked` : ''}`,
    find: 'Search agents by email or role',
    findBriefly: 'Search by email or role',
    none: 'No agents yet',
    noneHint: 'Add an agent to create a pairing code, which they enter in the extension’s options.',
    noMatch: 'No matching agents',
    noMatchHint: 'Search by email or role.',
    showMore: (more: number, all: number) => `Show ${more} more of ${all}`,
    auditEntries: 'Their audit log entries',
    isRevoked: 'revoked',
    isSelf: 'you',
    revoked: (role: string): Around => ({ before: 'Revoked ', after: `, was ${role}` }),
    neverSignedIn: 'Never signed in',
    lastActive: { before: 'Last active ', after: '' } satisfies Around,
    signIns: (count: number) => `${count} ${count === 1 ? 'sign-in' : 'sign-ins'}`,
    newCode: 'New code',
    newCodeFor: (email: string) => `New code for ${email}`,
    reinstate: 'Reinstate',
    reinstateWhom: (email: string) => `Reinstate ${email}`,
    /** Of an action that failed. */
    failed: (what: string, why: string) => `${what}: ${why}`,
    noCode: (email: string) => `No code was created for ${email}`,
  },
  revoke: {
    revoke: 'Revoke',
    whom: (email: string) => `Revoke ${email}`,
    about: (email: string) => `Revoke ${email}?`,
    self: 'Revoke yourself? You will be signed out.',
    another: 'End all their sign-ins?',
    revoking: 'Revoking…',
    cancel: 'Cancel',
    done: (email: string) => `${email} is signed out everywhere, from the next request.`,
    failed: (email: string) => `${email} was not revoked`,
  },
  revokeAll: {
    heading: 'Revoke all agents',
    lead: 'Ends every sign-in but yours, and every open pairing code, from the next request. Roles stay; each agent needs a new code.',
    /** Around `typed`. */
    type: { before: 'Type ', after: ' to go on' } satisfies Around,
    /** In small letters. */
    typed: 'revoke all',
    revoke: 'Revoke all agents',
    revoking: 'Revoking all agents…',
    done: (signIns: number) =>
      `${signIns === 1 ? '1 sign-in has' : `${signIns} sign-ins have`} ended, from the next request. You stay signed in. Each agent needs a new code.`,
    failed: 'Sign-ins were not ended',
  },
  gateway: {
    lead: 'Counts only, no customer data.',
    asOf: (ago: string) => `As of ${ago}. Refreshes automatically.`,
    none: 'No provider is configured',
    noneHint: 'Set a provider’s key on the relay.',
    quota: 'Quota',
    quotaOf: (provider: string) => `Requests left at ${provider}`,
    moreIn: (quota: string, wait: string) => `${quota}, more in ${wait}`,
    breaker: 'Breaker',
    breakers: {
      closed: (provider: string) => `Closed: requests to ${provider} are sent as usual`,
      open: (provider: string) => `Open: ${provider} kept failing. Retrying automatically.`,
      'half-open': () => 'Half open: one request is tried',
    } satisfies Record<GatewayState['breaker'], (provider: string) => string>,
    untried: 'Not used yet',
    answering: 'Answering',
    key: 'Key',
    /** Around what the key may not do. */
    lacks: { before: 'Lacks ', after: ': cases don’t say why a check failed' } satisfies Around,
    requests: 'Requests',
    sent: (calls: number, retries: number) =>
      `${formatNumber(calls)} sent, ${formatNumber(retries)} of them retries`,
    webhooks: 'Webhooks',
    /** `closed`: of event families that the relay shows to no one. */
    received: (received: number, applied: number, closed: number) =>
      received === 0
        ? 'None yet'
        : `${formatNumber(received)} received, ${formatNumber(applied)} applied, ${closed > 0 ? `${formatNumber(closed)} of closed event families, ` : ''}last `,
    /** Seconds, after how long ago the last one came. */
    delay: (median: string, p95: string) => `, usually ${median} after the event, 95 % within ${p95}`,
    cached: 'Cached',
    contents: (answers: number, kilobytes: number, events: number) =>
      `${formatNumber(answers)} ${answers === 1 ? 'answer' : 'answers'} (${formatNumber(kilobytes)} kB), ${formatNumber(events)} ${events === 1 ? 'event' : 'events'}`,
    counting: 'Counting',
    /** Around how long ago. */
    since: { before: 'since ', after: '' } satisfies Around,
    answers: (count: number) => `${formatNumber(count)} ${count === 1 ? 'answer' : 'answers'} to agents`,
    uses: {
      fresh: { name: 'Cached, fresh', hint: 'answered without a request' },
      revalidating: { name: 'Cached, refreshing', hint: 'shown at once, refreshed in the background' },
      collapsed: { name: 'Shared', hint: 'waited for a request in progress' },
      fetched: { name: 'Fetched', hint: 'by a request of its own' },
      stale: { name: 'Stale', hint: 'cached, shown with its age: the provider was not available' },
      refused: { name: 'Failed', hint: 'nothing was cached' },
    } satisfies Record<keyof GatewayState['answers'], { name: string; hint: string }>,
    percent: (percent: number) => `${percent} %`,
    failedRequests: 'Failed requests',
    noFailures: 'None',
    leftOut: 'New or unreadable',
    nothingLeftOut: 'Only fields that the field table leaves out',
    objects: {
      session: 'sessions',
      inquiry: 'inquiries',
      event: 'events',
      step: 'steps',
      attempt: 'failed tries',
      verification: 'verifications',
      template: 'templates',
      workflow: 'workflows',
    },
    /** Begins with a capital letter on screen. */
    dropped: {
      unreadable: (objects: string) => `${objects} that could not be read`,
      nameless: (objects: string) => `${objects} without a name`,
      /** `why`: the relay's own word. */
      other: (objects: string, why: string) => `${objects} that were ${why}`,
    },
    /** What is new at the provider, around its name. Hidden: the relay keeps the name to itself. */
    drift: {
      field: (provider: string, objects: string): Around => ({
        before: `${provider} added `,
        after: ` to ${objects}, dropped`,
      }),
      hiddenField: (provider: string, objects: string) => `${provider} added a field to ${objects}, dropped`,
      code: (provider: string, field: string, objects: string): Around => ({
        before: `${provider} uses `,
        after: ` as ${field} of ${objects}, not known here`,
      }),
      hiddenCode: (provider: string, field: string, objects: string) =>
        `${provider} uses a code as ${field} of ${objects}, not known here`,
    },
    /** Around how long ago. */
    first: { before: ', first ', after: '' } satisfies Around,
  },
}

export type AdminWords = typeof admin

/** What a list had, in clauses that begin with their own space or comma; empty: nothing to say. */
export interface ListClauses {
  rows: string
  source: string
  filter: string
  cache: string
}

/** `activity`: cases that were counted. `row`: of a kind that is unknown here. */
export type RowKind = 'sessions' | 'events' | 'inquiries' | 'activity' | 'row'

const count = (amount: number, one: string, many = `${one}s`): string =>
  `${formatNumber(amount)} ${amount === 1 ? one : many}`

const ROWS: Readonly<Record<RowKind, readonly [one: string, many: string]>> = {
  sessions: ['session', 'sessions'],
  events: ['event', 'events'],
  inquiries: ['inquiry', 'inquiries'],
  activity: ['case', 'cases'],
  row: ['row', 'rows'],
}

const audit = {
  search: {
    label: 'Search the audit log',
    agent: 'Agent',
    id: 'Object ID',
    from: 'From (UTC)',
    to: 'To (UTC)',
    actions: 'Actions',
    viewed: 'Counts as viewed',
    viewedHint: 'Opened, revealed or exported',
    oldestFirst: 'Oldest first',
    search: 'Search',
    clear: 'Clear',
  },
  actions: {
    list: 'Listed',
    mark: 'Looked up',
    watch: 'Watched',
    open: 'Opened',
    reveal: 'Revealed',
    copy: 'Copied',
    export: 'Exported',
    admin: 'Managed',
    denied: 'Denied',
  } satisfies Record<AuditAction, string>,
  shard: (shard: number) => `Shard ${shard}`,
  results: {
    heading: 'Entries',
    lead: 'An entry’s time is when the viewing began. Reopening an unchanged case within 15 minutes adds no entry.',
    noMatch: 'No matching entries',
    noMatchHint: 'Exported days may have been purged.',
    none: 'No entries yet',
    noneHint: 'The first look-up adds one.',
    clearFilters: 'Clear filters',
    count: (entries: number) => `${entries} ${entries === 1 ? 'entry' : 'entries'}`,
    countToTheEnd: (entries: number) => `${entries} ${entries === 1 ? 'entry' : 'entries'}, to the end`,
    noneSoFar: 'No matches so far',
    further: 'Search further',
    searching: 'Searching…',
    /** `day`: `2026-11-21`. */
    entriesOf: (day: string) => `Entries of ${day}`,
    number: (entry: number) => `Entry ${entry}`,
    allOf: (agent: string) => `All of ${agent}`,
    allAbout: (id: string) => `All about ${id}`,
    copy: 'Copy entry',
  },
  status: {
    heading: 'Status',
    size: 'Size',
    sizeLabel: 'Audit log size',
    used: (used: string, capacity: string) => `${used} of ${capacity}`,
    retention: 'Retention',
    keeps: (days: number) =>
      `Exported days are purged after ${days} days, or sooner if space is needed. Warning at 70 %.`,
    newest: 'Newest entry',
    unknown: 'Unknown',
    signed: (entry: number) => `Entry ${entry}, signed by the relay`,
    copyCheckpoint: 'Copy signed checkpoint',
    /** Around a command, and before the relay's key. */
    verify: { before: 'For ', after: '; the relay’s key is ' } satisfies Around,
    noDays: 'No closed days yet. Days close at midnight UTC.',
    days: (closed: number, unexported: number) =>
      `${closed} closed ${closed === 1 ? 'day' : 'days'}, ${unexported} not exported`,
    day: 'Day',
    entries: 'Entries',
    exported: 'Exported',
    purged: 'Purged',
    notYet: 'not yet',
    showAll: (days: number) => `Show all ${days} days`,
    export: 'Export',
  },
  /** What an agent did, after the agent's address. */
  did: {
    listed: ({ rows, source, filter, cache }: ListClauses) => `listed ${rows}${source}${filter}${cache}`,
    counted: ({ rows, source, filter, cache }: ListClauses) => `counted ${rows}${source}${filter}${cache}`,
    openedList: ({ rows, source, filter, cache }: ListClauses) => `opened ${rows}${source}${filter}${cache}`,
    opened: (object: string, cache: string) => `opened ${object}${cache}`,
    lookedUp: (ids: number, found: number, source: string, cache: string) =>
      `looked up ${count(ids, 'ID')}${source}: ${found} found${cache}`,
    notFound: (object: string) => `looked for ${object}, which was not found`,
    requested: (fields: string, object: string, reason: string) =>
      `requested ${fields} of ${object}: “${reason}”`,
    saw: (fields: string, object: string, entry: number) =>
      `saw ${fields} of ${object} (requested in entry ${entry})`,
    /** The provider has none. */
    sawNone: (object: string, entry: number) =>
      `saw no values of ${object}: the provider has none (requested in entry ${entry})`,
    /** `why`: the relay's code. */
    sawNothing: (object: string, why: string, entry: number) =>
      `saw no values of ${object}: ${why} (requested in entry ${entry})`,
    copied: (what: string, ids: string) => `copied ${what} of ${ids}`,
    watches: (cases: number, ended: number) =>
      `saw which of ${count(cases, 'watched case')} have ended: ${ended}`,
    watched: (id: string) => `watched ${id}`,
    renamedWatch: (id: string) => `renamed the watch of ${id}`,
    endedWatch: (id: string) => `ended the watch of ${id}`,
    inserted: (ids: string) => `inserted the reply for ${ids} into a page`,
    exported: (what: string, ids: string) => `exported ${what} of ${ids}`,
    signedIn: 'signed in',
    signedInToStay: 'signed in, to stay signed in',
    signedOut: 'signed out',
    listedAgents: 'listed the agents',
    createdCode: (agent: string, role: string) => `created a pairing code for ${agent} as ${role}`,
    reinstated: (agent: string, role: string) => `reinstated ${agent} as ${role}`,
    revoked: (agent: string) => `revoked ${agent} and ended every sign-in`,
    revokedAll: (signIns: number) => `revoked all agents: ${count(signIns, 'sign-in')} ended`,
    /** `search`: a clause of its own; empty: no filters. */
    readLog: (entries: number, search: string) =>
      `read ${count(entries, 'audit log entry', 'audit log entries')}${search}`,
    exportedLog: (first: number, last: number) => `exported audit log entries ${first} to ${last}`,
    purged: (day: string) => `purged the exported entries of ${day}`,
    /** `what`: the relay's code. */
    unknown: (what: string) => `did ${what} (unknown to this version)`,
    something: 'something',
  },
  denied: {
    role: (permission: string, role: string) => `was denied permission ${permission} as ${role}`,
    rate: (permission: string) => `was denied permission ${permission}: too many requests within a minute`,
    throttled: 'was throttled: many more customers within the hour than usual',
    unusual: 'viewed more customers within the hour than usual',
    lookUps: 'was throttled: looked up more IDs within the hour than the limit',
    log: (permission: string) =>
      `was denied permission ${permission}: the hour’s share of the audit log was used up`,
    wrongCodes: 'stopped accepting pairing codes: many wrong ones within a minute',
    deadCode: 'has a pairing code that was tried too often and no longer works',
    other: (permission: string) => `was denied permission ${permission}`,
    /** `why`: the relay's own words. */
    because: (permission: string, why: string) => `was denied permission ${permission}: ${why}`,
  },
  permissions: {
    'self:read': 'to read their account',
    read: 'to read',
    watch: 'to watch a case',
    'case:copy': 'to copy',
    'case:export': 'to export',
    reveal: 'to reveal a field',
    'audit:read': 'to read the audit log',
    'audit:export': 'to export the audit log',
    'gateway:read': 'to see the state of providers',
    'agents:list': 'to list the agents',
    'agents:manage': 'to manage agents',
  } satisfies Record<Permission, string>,
  /** `permission`: the relay's code. */
  anotherPermission: (permission: string) => `to ${permission}`,
  unknownPermission: 'to do something',
  rows: (amount: number, kind: RowKind, isOlder: boolean) => {
    const [one, many] = ROWS[kind]
    const older = isOlder ? 'older ' : ''
    return count(amount, `${older}${one}`, `${older}${many}`)
  },
  /** After the rows. */
  range: (newest: string, oldest: string) => `, ${newest} to ${oldest}`,
  onlyRow: (id: string) => `, ${id}`,
  object: (kind: string, id: string, source: string) => `${kind} ${id}${source}`,
  kinds: {
    inquiry: 'inquiry',
    session: 'session',
    event: 'event',
    verification: 'verification',
    document: 'document',
    selfie: 'selfie',
    account: 'account',
    transaction: 'transaction',
  } satisfies Record<ObjectKind, string>,
  unknownKind: 'object',
  environments: {
    production: 'production',
    sandbox: 'sandbox',
    unknown: 'unknown',
  } satisfies Record<Environment, string>,
  /** After what it holds for. */
  source: (environment: string) => ` (${environment})`,
  sourceOf: (provider: string, environment: string) => ` (${provider}, ${environment})`,
  filter: (filters: readonly string[]) => `, filtered by ${filters.join(' and ')}`,
  filterPart: (name: string, value: string) => `${name} ${value}`,
  /** As the relay calls them; others stand as they are. */
  filterNames: {
    inquiry: 'inquiry',
    reference: 'reference',
    account: 'account',
    name: 'name',
    object: 'object',
    id: 'id',
    state: 'state',
    workflow: 'workflow',
    scope: 'scope',
    from: 'from',
    to: 'to',
    bucket: 'bucket',
  },
  cache: {
    hit: ', from the cache',
    stale: (reason: string) => `, from the cache: ${reason}`,
    shared: (provider: string) => `, by a request to ${provider} that was already in progress`,
    asked: (provider: string) => `, by a request to ${provider}`,
    theProvider: 'the provider',
  },
  logSearch: (parts: readonly string[]) => `, looking for ${parts.join(', ')}`,
  logSearchNames: { agent: 'agent', id: 'ID', actions: 'actions', from: 'from', to: 'to' },
  viewedOnly: 'viewed only',
  forms: {
    summary: 'the summary',
    reply: 'the reply',
    value: 'the value',
    rows: 'the rows',
  } satisfies Record<Exclude<(typeof COPY_FORMS)[number], 'inserted-reply'>, string>,
  roleBefore: (role: string, before: string) => `${role}, before: ${before}`,
  /** Of Persona's that can be revealed. */
  fields: {
    'ip-address': 'IP address',
    'region-code': 'region code',
    'region-name': 'region name',
    latitude: 'latitude',
    longitude: 'longitude',
    'gps-latitude': 'GPS latitude',
    'gps-longitude': 'GPS longitude',
    'gps-precision': 'GPS precision',
    'ip-isp': 'IP ISP',
    'network-organization': 'network organization',
    'user-agent': 'user agent',
    'reference-id': 'reference ID',
    tags: 'tags',
    note: 'note',
    'reviewer-comment': 'reviewer comment',
  },
  andMore: (names: string, more: number) => `${names} and ${more} more`,
}

export type AuditWords = typeof audit

const english = { admin, audit }

export type AdminCatalogue = typeof english

export const { admin: adminWords, audit: auditWords } = createCatalogue(english, {
  de: () => import('./de/admin.ts'),
  es: () => import('./es/admin.ts'),
  fr: () => import('./fr/admin.ts'),
  'pt-BR': () => import('./pt-BR/admin.ts'),
  ja: () => import('./ja/admin.ts'),
})
