/** Words of the admin page's audit log. */
import type { AuditAction } from '@inquiry-lens/shared/audit/chain.ts'
import type { COPY_FORMS } from '@inquiry-lens/shared/contract/audit.ts'
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ObjectKind } from '@inquiry-lens/shared/domain/object-id.ts'
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import { formatNumber } from '../ui/format/locale.ts'
import type { Around } from './admin.ts'

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

const english = {
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
    open: 'Opened',
    reveal: 'Revealed',
    copy: 'Copied',
    export: 'Exported',
    admin: 'Managed',
    denied: 'Denied',
  } satisfies Record<AuditAction, string>,
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

export type AuditWords = typeof english
export const auditWords = createCatalogue<AuditWords>(english, {
  de: () => import('./de/audit.ts'),
  es: () => import('./es/audit.ts'),
  fr: () => import('./fr/audit.ts'),
  'pt-BR': () => import('./pt-BR/audit.ts'),
  ja: () => import('./ja/audit.ts'),
})
