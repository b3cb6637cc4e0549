/** An audit log entry as a sentence; the raw entry has the details it leaves out. */

import type { AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type ListClauses, type RowKind, auditWords as words } from '../../../../locales/admin.ts'
import { noticeWords } from '../../../../locales/surface.ts'
import { describeReason } from '../../../format/health.ts'
import { nameProvider } from '../../../format/source.ts'

type About = AuditEntry['about']

/** The sentence without its subject, the agent. */
export function describeEntry({ action, about }: Pick<AuditEntry, 'action' | 'about'>): string {
  const { did } = words
  switch (action) {
    case 'list':
      return textOf(about, 'kind') === 'activity'
        ? did.counted(describeList(about))
        : did.listed(describeList(about))
    case 'mark': {
      const ids = listOf(about, 'ids').length
      return did.lookedUp(ids, numberOf(about, 'found'), describeSource(about), describeCache(about))
    }
    case 'watch':
      return describeWatch(about)
    case 'open':
      if (about.outcome === 'not-found') return did.notFound(describeObject(about))
      return kindOfRows(about) === 'row'
        ? did.opened(describeObject(about), describeCache(about))
        : did.openedList(describeList(about))
    case 'reveal':
      return describeReveal(about)
    case 'copy':
      return textOf(about, 'form') === 'inserted-reply'
        ? did.inserted(nameSome(listOf(about, 'ids')))
        : did.copied(nameForm(about), nameSome(listOf(about, 'ids')))
    case 'export':
      return did.exported(nameForm(about), nameSome(listOf(about, 'ids')))
    case 'denied':
      return describeDenial(about)
    case 'admin':
      return describeAdmin(about)
  }
}

function describeWatch(about: About): string {
  const { did } = words
  const id = textOf(about, 'id')
  switch (textOf(about, 'what')) {
    case 'list':
      return did.watches(listOf(about, 'ids').length, listOf(about, 'ended').length)
    case 'add':
      return did.watched(id)
    case 'rename':
      return did.renamedWatch(id)
    case 'end':
      return did.endedWatch(id)
    default:
      return did.unknown(textOf(about, 'what'))
  }
}

const nameForm = (about: About): string => own(words.forms, textOf(about, 'form')) ?? words.did.something

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

/** The environment, always. */
function describeSource(about: About): string {
  const provider = textOf(about, 'provider')
  const code = textOf(about, 'environment')
  if (code === '') return ''
  const environment = own(words.environments, code) ?? code
  // Persona's IDs show their provider.
  return provider === 'persona' || !isProvider(provider)
    ? words.source(environment)
    : words.sourceOf(nameProvider(provider), environment)
}

function describeObject(about: About): string {
  const [kind, id] = [textOf(about, 'kind'), textOf(about, 'id')]
  const named = kind === 'case' || kind === '' ? classifyObjectId(id)?.kind : kind
  const name = named === undefined ? words.unknownKind : (own(words.kinds, named) ?? named)
  return words.object(name, id, describeSource(about))
}

const ROW_KINDS = ['sessions', 'events', 'inquiries', 'activity'] as const satisfies readonly RowKind[]

const kindOfRows = (about: About): RowKind => ROW_KINDS.find((kind) => kind === about.kind) ?? 'row'

const describeList = (about: About): ListClauses => ({
  rows: describeRows(about),
  source: describeSource(about),
  filter: describeFilter(about),
  cache: describeCache(about),
})

function describeRows(about: About): string {
  const amount = numberOf(about, 'count')
  const rows = words.rows(amount, kindOfRows(about), about.older === true)
  const [newest, oldest] = [textOf(about, 'newest'), textOf(about, 'oldest')]
  if (amount > 1 && newest && oldest) return `${rows}${words.range(newest, oldest)}`
  return newest ? `${rows}${words.onlyRow(newest)}` : rows
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
    NOT_A_FILTER.has(name) || detail === null
      ? []
      : [words.filterPart(own(words.filterNames, name) ?? name, [detail].flat().join(', '))],
  )
  return filters.length > 0 ? words.filter(filters) : ''
}

/** Whether the provider was asked: `Cache-Status` (RFC 9211). */
function describeCache(about: About): string {
  const cache = textOf(about, 'cache')
  const provider = textOf(about, 'provider')
  const name = isProvider(provider) ? nameProvider(provider) : words.cache.theProvider
  if (/; hit\b/.test(cache)) {
    const [, reason = ''] = /; detail=([\w-]+)/.exec(cache) ?? []
    const isStale = reason !== '' && reason !== 'stale-while-revalidate' && isProvider(provider)
    return isStale ? words.cache.stale(describeReason(reason, provider)) : words.cache.hit
  }
  if (/; collapsed\b/.test(cache)) return words.cache.shared(name)
  return /; fwd=/.test(cache) ? words.cache.asked(name) : ''
}

function describeReveal(about: About): string {
  const { did } = words
  const fields = nameSome(listOf(about, 'fields').map(nameField))
  const object = describeObject(about)
  if (textOf(about, 'phase') === 'intent') return did.requested(fields, object, textOf(about, 'reason'))
  const outcome = textOf(about, 'outcome')
  const intent = numberOf(about, 'intent')
  if (outcome !== 'shown') return did.sawNothing(object, outcome, intent)
  return fields === '' ? did.sawNone(object, intent) : did.saw(fields, object, intent)
}

function describeDenial(about: About): string {
  const { denied } = words
  const permission = namePermission(textOf(about, 'permission'))
  const why = textOf(about, 'why')
  switch (why) {
    case 'role':
      return denied.role(permission, nameRole(textOf(about, 'role')))
    case 'rate-limit':
      return denied.rate(permission)
    case 'throttled':
      return denied.throttled
    case 'unusual':
      return denied.unusual
    case 'lookup-limit':
      return denied.lookUps
    case 'log-limit':
      return denied.log(permission)
    case 'wrong-codes':
      return denied.wrongCodes
    case 'pairing-code-dead':
      return denied.deadCode
    case '':
      return denied.other(permission)
    default:
      return denied.because(permission, why)
  }
}

function describeAdmin(about: About): string {
  const { did } = words
  const agent = textOf(about, 'agent')
  switch (textOf(about, 'what')) {
    case 'sign-in':
      return about.keepSignedIn === true ? did.signedInToStay : did.signedIn
    case 'sign-out':
      return did.signedOut
    case 'agents:list':
      return did.listedAgents
    case 'add-agent':
      return did.createdCode(agent, describeRole(about))
    case 'let-back-in':
      return did.reinstated(agent, describeRole(about))
    case 'revoke-agent':
      return did.revoked(agent)
    case 'revoke-all':
      return did.revokedAll(numberOf(about, 'signIns'))
    case 'audit:read':
      return did.readLog(numberOf(about, 'count'), describeSearch(about))
    case 'audit:export':
      return did.exportedLog(numberOf(about, 'first'), numberOf(about, 'last'))
    case 'audit:purge':
      return did.purged(textOf(about, 'day'))
    default:
      return did.unknown(textOf(about, 'what') || did.something)
  }
}

const nameRole = (role: string): string => own(noticeWords.roles, role) ?? role

function describeRole(about: About): string {
  const [role, before] = [textOf(about, 'role'), textOf(about, 'before')]
  return before === '' ? nameRole(role) : words.roleBefore(nameRole(role), nameRole(before))
}

function describeSearch(about: About): string {
  const parts = Object.entries(words.logSearchNames).flatMap(([name, word]) => {
    const value = [about[name] ?? []].flat().join(', ')
    return value === '' ? [] : [words.filterPart(word, value)]
  })
  const viewed = about.viewed === undefined ? [] : [words.viewedOnly]
  const all = [...parts, ...viewed]
  return all.length > 0 ? words.logSearch(all) : ''
}

function namePermission(permission: string): string {
  if (permission === '') return words.unknownPermission
  return own(words.permissions, permission) ?? words.anotherPermission(permission)
}

/** `ip-address` → `IP address`. */
const nameField = (field: string): string =>
  own(words.fields, field) ??
  field.replaceAll('-', ' ').replace(/\b(ip|isp|gps|id)\b/g, (word) => word.toUpperCase())

const isProvider = (text: string): text is ProviderId => PROVIDER_IDS.some((provider) => provider === text)

const MAX_NAMED = 3

/** The first names, and the number of the others. */
const nameSome = (names: readonly string[]): string =>
  names.length <= MAX_NAMED
    ? names.join(', ')
    : words.andMore(names.slice(0, MAX_NAMED).join(', '), names.length - MAX_NAMED)
