/** A line of the record as a sentence that an auditor understands. What it does not know it leaves to the raw line. */
import type { AuditAction, AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { describeReason, nameProvider } from '../../../format/source.ts'

type About = AuditEntry['about']

/** What follows the name of who did it. */
export function describeEntry({ action, about }: Pick<AuditEntry, 'action' | 'about'>): string {
  switch (action) {
    case 'list':
      return `listed ${describeRows(about)}${where(about)}${describeFilter(about)}${describeCache(about)}`
    case 'mark':
      return `looked up ${count(listOf(about, 'ids').length, 'ID')}${where(about)}: ${numberOf(about, 'found')} found${describeCache(about)}`
    case 'open':
      if (about.outcome === 'not-found') return `asked for ${describeObject(about)}, which was not found`
      return NOUNS.has(textOf(about, 'kind'))
        ? `opened ${describeRows(about)}${where(about)}${describeFilter(about)}${describeCache(about)}`
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
const count = (amount: number, noun: string): string =>
  `${NUMBERS.format(amount)} ${amount === 1 ? noun : `${noun}s`}`

/** Of which environment, which must never be left to guess. */
function where(about: About): string {
  const environment = textOf(about, 'environment')
  const provider = textOf(about, 'provider')
  if (environment === '') return ''
  // Persona's IDs say themselves whose they are.
  return provider === 'persona' || !isProvider(provider)
    ? ` (${environment})`
    : ` (${nameProvider(provider)}, ${environment})`
}

/** A case is that of an inquiry or a session, as its ID says. */
function describeObject(about: About): string {
  const [kind, id] = [textOf(about, 'kind'), textOf(about, 'id')]
  return `${kind === 'case' || kind === '' ? nameKind(id) : kind} ${id}${where(about)}`
}

const NOUNS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['sessions', ['session', 'sessions']],
  ['events', ['event', 'events']],
  ['inquiries', ['inquiry', 'inquiries']],
])

function describeRows(about: About): string {
  const amount = numberOf(about, 'count')
  const [one, many] = NOUNS.get(textOf(about, 'kind')) ?? ['row', 'rows']
  const older = about.older === true ? 'older ' : ''
  const rows = `${NUMBERS.format(amount)} ${older}${amount === 1 ? one : many}`
  const [newest, oldest] = [textOf(about, 'newest'), textOf(about, 'oldest')]
  const range = amount > 1 && newest && oldest ? `, ${newest} to ${oldest}` : newest && `, ${newest}`
  return `${rows}${range}`
}

/** Whatever else a list's line holds is what it was filtered by. */
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

/** Whether the provider was asked for it: RFC 9211, as the gate writes it. */
function describeCache(about: About): string {
  const cache = textOf(about, 'cache')
  const provider = textOf(about, 'provider')
  const name = isProvider(provider) ? nameProvider(provider) : 'the provider'
  if (/; hit\b/.test(cache)) {
    const [, reason = ''] = /; detail=([\w-]+)/.exec(cache) ?? []
    const isStale = reason !== '' && reason !== 'stale-while-revalidate' && isProvider(provider)
    return isStale ? `, from a held answer: ${describeReason(reason, provider)}` : ', from a held answer'
  }
  if (/; collapsed\b/.test(cache)) return `, by a request to ${name} that somebody else had begun`
  return /; fwd=/.test(cache) ? `, by a request to ${name}` : ''
}

function describeReveal(about: About): string {
  const fields = nameSome(listOf(about, 'fields').map(nameField))
  const whose = `of ${describeObject(about)}`
  if (textOf(about, 'phase') === 'intent') {
    return `asked to be shown ${fields} ${whose}: “${textOf(about, 'reason')}”`
  }
  const outcome = textOf(about, 'outcome')
  const intent = `(asked for in line ${numberOf(about, 'intent')})`
  return outcome === 'shown' && fields !== ''
    ? `was shown ${fields} ${whose} ${intent}`
    : `was shown nothing ${whose}${outcome === 'shown' ? ', since there was nothing' : `: ${outcome}`} ${intent}`
}

function describeDenial(about: About): string {
  const permission = nameAct(textOf(about, 'permission'))
  const why = textOf(about, 'why')
  switch (why) {
    case 'role':
      return `was not allowed ${permission}, being ${textOf(about, 'role')}`
    case 'rate-limit':
      return `was not allowed ${permission}: more requests in a minute than one agent may`
    case 'throttled':
      return `was slowed down: many more different people within the hour than usual`
    case 'unusual':
      return 'opened unusually many different people within the hour'
    case 'lookup-limit':
      return 'was slowed down: more different IDs looked up within the hour than one agent may'
    case 'log-limit':
      return `was not allowed ${permission}: the hour’s share of the audit log was used up`
    case 'wrong-codes':
      return 'refused pairing codes: many wrong ones within a minute'
    case 'pairing-code-dead':
      return 'has a pairing code that was tried too often, and is dead'
    default:
      return `was not allowed ${permission}${why && `: ${why}`}`
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
      return 'looked through the agents'
    case 'add-agent':
      return `made a pairing code for ${agent} as ${describeRole(about)}`
    case 'let-back-in':
      return `let ${agent} back in, who was revoked, as ${describeRole(about)}`
    case 'revoke-agent':
      return `revoked ${agent}: every sign-in of theirs ended`
    case 'revoke-all':
      return `revoked everybody: ${count(numberOf(about, 'signIns'), 'sign-in')} ended`
    case 'audit:read':
      return `read ${count(numberOf(about, 'count'), 'line')} of this record${describeSearch(about)}`
    case 'audit:export':
      return `copied the record out, lines ${numberOf(about, 'first')} to ${numberOf(about, 'last')}`
    case 'audit:purge':
      return `dropped the lines of ${textOf(about, 'day')}, which had been copied out`
    default:
      return `did ${textOf(about, 'what') || 'something'} that this page has no words for`
  }
}

function describeRole(about: About): string {
  const [role, before] = [textOf(about, 'role'), textOf(about, 'before')]
  return before === '' ? role : `${role}, before: ${before}`
}

const SEARCHED = { agent: 'agent', id: 'ID', actions: 'actions', from: 'from', to: 'to' } as const

function describeSearch(about: About): string {
  const parts = Object.entries(SEARCHED).flatMap(([name, word]) => {
    const said = [about[name] ?? []].flat().join(', ')
    return said === '' ? [] : [`${word} ${said}`]
  })
  const viewed = about.viewed === undefined ? [] : ['viewed only']
  const all = [...parts, ...viewed]
  return all.length > 0 ? `, looking for ${all.join(', ')}` : ''
}

/** What each action is, for choosing among them. */
export const ACTION_MESSAGES: Readonly<Record<AuditAction, string>> = {
  list: 'Listed',
  mark: 'Looked up',
  open: 'Opened',
  reveal: 'Revealed',
  copy: 'Copied',
  export: 'Exported',
  admin: 'Managed',
  denied: 'Refused',
}

const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['self:read', 'to learn who they are'],
  ['read', 'to read'],
  ['case:copy', 'to copy or export'],
  ['reveal', 'to reveal a field'],
  ['audit:read', 'to read the record'],
  ['audit:export', 'to confirm a copy of the record'],
  ['gateway:read', 'to see the gate'],
  ['agents:list', 'to list the agents'],
  ['agents:manage', 'to manage agents'],
])

export const nameAct = (permission: string): string =>
  PERMISSIONS.get(permission) ?? `to ${permission || 'do something'}`

/** `inquiry`, from the ID itself; of an ID that says nothing, `object`. */
export const nameKind = (id: string): string => classifyObjectId(id)?.kind ?? 'object'

/** `ip-address` → `IP address`. */
export const nameField = (field: string): string =>
  field.replaceAll('-', ' ').replace(/\b(ip|isp|gps|id)\b/g, (word) => word.toUpperCase())

export const isProvider = (text: string): text is ProviderId =>
  PROVIDER_IDS.some((provider) => provider === text)

const MAX_NAMED = 3

/** A few by name, of more the number: the raw line has them all. */
export const nameSome = (names: readonly string[]): string =>
  names.length <= MAX_NAMED
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`
