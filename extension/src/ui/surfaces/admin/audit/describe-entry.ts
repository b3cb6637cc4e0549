/** An audit log entry as a sentence; the raw entry has the details it leaves out. */
import type { AuditAction, AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { describeReason } from '../../../format/health.ts'
import { nameProvider } from '../../../format/source.ts'

type About = AuditEntry['about']

/** The sentence without its subject, the agent. */
export function describeEntry({ action, about }: Pick<AuditEntry, 'action' | 'about'>): string {
  switch (action) {
    case 'list':
      return `${textOf(about, 'kind') === 'activity' ? 'counted' : 'listed'} ${describeRows(about)}${describeSource(about)}${describeFilter(about)}${describeCache(about)}`
    case 'mark':
      return `looked up ${count(listOf(about, 'ids').length, 'ID')}${describeSource(about)}: ${numberOf(about, 'found')} found${describeCache(about)}`
    case 'open':
      if (about.outcome === 'not-found') return `looked for ${describeObject(about)}, which was not found`
      return NOUNS.has(textOf(about, 'kind'))
        ? `opened ${describeRows(about)}${describeSource(about)}${describeFilter(about)}${describeCache(about)}`
        : `opened ${describeObject(about)}${describeCache(about)}`
    case 'reveal':
      return describeReveal(about)
    case 'copy':
    case 'export':
      return `${action === 'copy' ? 'copied' : 'exported'} ${FORMS.get(textOf(about, 'form')) ?? 'something'} of ${nameSome(listOf(about, 'ids'))}`
    case 'denied':
      return describeDenial(about)
    case 'admin':
      return describeAdmin(about)
  }
}

const FORMS: ReadonlyMap<string, string> = new Map([
  ['id', 'the ID'],
  ['link', 'the link'],
  ['summary', 'the summary'],
  ['rows', 'the rows'],
])

const textOf = (about: About, name: string): string => {
  const detail = about[name]
  return typeof detail === 'string' ? detail : ''
}
const numberOf = (about: About, name: string): number => {
  const detail = about[name]
  return typeof detail === 'number' ? detail : 0
}
const listOf = (about: About, name: string): readonly string[] => {
  const detail = about[name]
  return Array.isArray(detail) ? detail : []
}

const NUMBERS = new Intl.NumberFormat('en')
const count = (amount: number, one: string, many = `${one}s`): string =>
  `${NUMBERS.format(amount)} ${amount === 1 ? one : many}`

/** The environment, always. */
function describeSource(about: About): string {
  const environment = textOf(about, 'environment')
  const provider = textOf(about, 'provider')
  if (environment === '') return ''
  // Persona's IDs show their provider.
  return provider === 'persona' || !isProvider(provider)
    ? ` (${environment})`
    : ` (${nameProvider(provider)}, ${environment})`
}

function describeObject(about: About): string {
  const [kind, id] = [textOf(about, 'kind'), textOf(about, 'id')]
  return `${kind === 'case' || kind === '' ? nameKind(id) : kind} ${id}${describeSource(about)}`
}

const NOUNS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['sessions', ['session', 'sessions']],
  ['events', ['event', 'events']],
  ['inquiries', ['inquiry', 'inquiries']],
  ['activity', ['case', 'cases']],
])

function describeRows(about: About): string {
  const amount = numberOf(about, 'count')
  const [one, many] = NOUNS.get(textOf(about, 'kind')) ?? ['row', 'rows']
  const older = about.older === true ? 'older ' : ''
  const rows = count(amount, `${older}${one}`, `${older}${many}`)
  const [newest, oldest] = [textOf(about, 'newest'), textOf(about, 'oldest')]
  const range = amount > 1 && newest && oldest ? `, ${newest} to ${oldest}` : newest && `, ${newest}`
  return `${rows}${range}`
}

/** All other fields of a list's entry are filters. */
const NOT_A_FILTER: ReadonlySet<string> = new Set([
  'kind',
  'provider',
  'environment',
  'older',
  'count',
  'newest',
  'oldest',
  'shown',
  'cache',
])

function describeFilter(about: About): string {
  const filters = Object.entries(about).flatMap(([name, detail]) =>
    NOT_A_FILTER.has(name) || detail === null ? [] : [`${name} ${[detail].flat().join(', ')}`],
  )
  return filters.length > 0 ? `, filtered by ${filters.join(' and ')}` : ''
}

/** Whether the provider was asked: `Cache-Status` (RFC 9211). */
function describeCache(about: About): string {
  const cache = textOf(about, 'cache')
  const provider = textOf(about, 'provider')
  const name = isProvider(provider) ? nameProvider(provider) : 'the provider'
  if (/; hit\b/.test(cache)) {
    const [, reason = ''] = /; detail=([\w-]+)/.exec(cache) ?? []
    const isStale = reason !== '' && reason !== 'stale-while-revalidate' && isProvider(provider)
    return isStale ? `, from the cache: ${describeReason(reason, provider)}` : ', from the cache'
  }
  if (/; collapsed\b/.test(cache)) return `, by a request to ${name} that was already in progress`
  return /; fwd=/.test(cache) ? `, by a request to ${name}` : ''
}

function describeReveal(about: About): string {
  const fields = nameSome(listOf(about, 'fields').map(nameField))
  const whose = `of ${describeObject(about)}`
  if (textOf(about, 'phase') === 'intent') {
    return `requested ${fields} ${whose}: “${textOf(about, 'reason')}”`
  }
  const outcome = textOf(about, 'outcome')
  const intent = `(requested in entry ${numberOf(about, 'intent')})`
  return outcome === 'shown' && fields !== ''
    ? `saw ${fields} ${whose} ${intent}`
    : `saw no values ${whose}${outcome === 'shown' ? ': the provider has none' : `: ${outcome}`} ${intent}`
}

function describeDenial(about: About): string {
  const permission = namePermission(textOf(about, 'permission'))
  const why = textOf(about, 'why')
  switch (why) {
    case 'role':
      return `was denied permission ${permission} as ${textOf(about, 'role')}`
    case 'rate-limit':
      return `was denied permission ${permission}: too many requests within a minute`
    case 'throttled':
      return 'was throttled: many more customers within the hour than usual'
    case 'unusual':
      return 'viewed more customers within the hour than usual'
    case 'lookup-limit':
      return 'was throttled: looked up more IDs within the hour than the limit'
    case 'log-limit':
      return `was denied permission ${permission}: the hour’s share of the audit log was used up`
    case 'wrong-codes':
      return 'stopped accepting pairing codes: many wrong ones within a minute'
    case 'pairing-code-dead':
      return 'has a pairing code that was tried too often and no longer works'
    default:
      return `was denied permission ${permission}${why && `: ${why}`}`
  }
}

function describeAdmin(about: About): string {
  const agent = textOf(about, 'agent')
  switch (textOf(about, 'what')) {
    case 'sign-in':
      return `signed in${about.keepSignedIn === true ? ', to stay signed in' : ''}`
    case 'sign-out':
      return 'signed out'
    case 'agents:list':
      return 'listed the agents'
    case 'add-agent':
      return `created a pairing code for ${agent} as ${describeRole(about)}`
    case 'let-back-in':
      return `reinstated ${agent} as ${describeRole(about)}`
    case 'revoke-agent':
      return `revoked ${agent} and ended every sign-in`
    case 'revoke-all':
      return `revoked all agents: ${count(numberOf(about, 'signIns'), 'sign-in')} ended`
    case 'audit:read':
      return `read ${count(numberOf(about, 'count'), 'audit log entry', 'audit log entries')}${describeSearch(about)}`
    case 'audit:export':
      return `exported audit log entries ${numberOf(about, 'first')} to ${numberOf(about, 'last')}`
    case 'audit:purge':
      return `purged the exported entries of ${textOf(about, 'day')}`
    default:
      return `did ${textOf(about, 'what') || 'something'} (unknown to this version)`
  }
}

function describeRole(about: About): string {
  const [role, before] = [textOf(about, 'role'), textOf(about, 'before')]
  return before === '' ? role : `${role}, before: ${before}`
}

const SEARCHED = { agent: 'agent', id: 'ID', actions: 'actions', from: 'from', to: 'to' } as const

function describeSearch(about: About): string {
  const parts = Object.entries(SEARCHED).flatMap(([name, word]) => {
    const value = [about[name] ?? []].flat().join(', ')
    return value === '' ? [] : [`${word} ${value}`]
  })
  const viewed = about.viewed === undefined ? [] : ['viewed only']
  const all = [...parts, ...viewed]
  return all.length > 0 ? `, looking for ${all.join(', ')}` : ''
}

export const ACTION_MESSAGES: Readonly<Record<AuditAction, string>> = {
  list: 'Listed',
  mark: 'Looked up',
  open: 'Opened',
  reveal: 'Revealed',
  copy: 'Copied',
  export: 'Exported',
  admin: 'Managed',
  denied: 'Denied',
}

const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['self:read', 'to read their account'],
  ['read', 'to read'],
  ['case:copy', 'to copy or export'],
  ['reveal', 'to reveal a field'],
  ['audit:read', 'to read the audit log'],
  ['audit:export', 'to export the audit log'],
  ['gateway:read', 'to see the state of providers'],
  ['agents:list', 'to list the agents'],
  ['agents:manage', 'to manage agents'],
])

const namePermission = (permission: string): string =>
  PERMISSIONS.get(permission) ?? `to ${permission || 'do something'}`

const nameKind = (id: string): string => classifyObjectId(id)?.kind ?? 'object'

/** `ip-address` → `IP address`. */
const nameField = (field: string): string =>
  field.replaceAll('-', ' ').replace(/\b(ip|isp|gps|id)\b/g, (word) => word.toUpperCase())

const isProvider = (text: string): text is ProviderId => PROVIDER_IDS.some((provider) => provider === text)

const MAX_NAMED = 3

/** The first names, and the number of the others. */
const nameSome = (names: readonly string[]): string =>
  names.length <= MAX_NAMED
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`
