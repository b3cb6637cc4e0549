/** The admin page's state, by role, and its address, which keeps the section and the filters. Each section loads when it is first shown. */
import { AUDIT_ACTIONS, type AuditAction } from '@inquiry-lens/shared/audit/chain.ts'
import { can } from '@inquiry-lens/shared/contract/permissions.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Account, AuditStatus } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import type { PollFrame } from '../../state/resource/poll.ts'
import { derivedResource, isSame, type Resource } from '../../state/resource/resource.ts'
import { followAuditStatus } from '../../state/session/audit.ts'
import { type AgentsState, createAgents } from './agents/agents.ts'
import { type AuditResults, searchAudit } from './audit/audit-search.ts'
import { followGateway, type GatewayView } from './gateway-section.tsx'

export const SECTIONS = ['agents', 'audit', 'gateway'] as const
export type AdminSection = (typeof SECTIONS)[number]

/** Empty: no filter. Times are UTC: `2026-11-21T08:00`. */
export interface AuditFilter {
  agent: string
  id: string
  actions: readonly AuditAction[]
  viewed: boolean
  from: string
  to: string
  order: 'newest' | 'oldest'
}

export interface AdminLocation {
  section: AdminSection
  /** Filters the agents. */
  find: string
  audit: AuditFilter
}

export const WHOLE_LOG: AuditFilter = {
  agent: '',
  id: '',
  actions: [],
  viewed: false,
  from: '',
  to: '',
  order: 'newest',
}

export function formatLocation({ section, find, audit: record }: AdminLocation): string {
  const parameters = new URLSearchParams()
  const put = (name: string, value: string) => value !== '' && parameters.set(name, value)
  if (section === 'agents') put('find', find)
  if (section === 'audit') {
    put('agent', record.agent)
    put('id', record.id)
    put('action', record.actions.join(','))
    put('viewed', record.viewed ? 'true' : '')
    put('from', record.from)
    put('to', record.to)
    put('order', record.order === 'oldest' ? 'oldest' : '')
  }
  const query = parameters.toString()
  return `#${section}${query && `?${query}`}`
}

/** Ignores what it does not know. */
export function parseLocation(hash: string): AdminLocation {
  const [name, query = ''] = hash.replace(/^#/, '').split('?', 2)
  const parameters = new URLSearchParams(query)
  const textOf = (part: string) => parameters.get(part)?.trim() ?? ''
  const minuteOf = (part: string) => (MINUTE.test(textOf(part)) ? textOf(part) : '')
  const actions = textOf('action').split(',')
  return {
    section: SECTIONS.find((section) => section === name) ?? 'agents',
    find: textOf('find'),
    audit: {
      agent: textOf('agent'),
      id: textOf('id'),
      actions: AUDIT_ACTIONS.filter((action) => actions.includes(action)),
      viewed: parameters.get('viewed') === 'true',
      from: minuteOf('from'),
      to: minuteOf('to'),
      order: parameters.get('order') === 'oldest' ? 'oldest' : 'newest',
    },
  }
}

const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

export const linkToAudit = (filter: Partial<AuditFilter>): string =>
  formatLocation({ section: 'audit', find: '', audit: { ...WHOLE_LOG, ...filter } })

interface Address {
  location: ReadonlySignal<AdminLocation>
  /** Adds a history entry. */
  go(to: AdminLocation): void
  /** Replaces the history entry, as while typing. */
  refine(to: AdminLocation): void
}

type AddressView = Pick<Window, 'location' | 'history' | 'addEventListener'>

export function followAdminAddress(view: AddressView, ended: AbortSignal): Address {
  const place = signal(parseLocation(view.location.hash))
  view.addEventListener('popstate', () => (place.value = parseLocation(view.location.hash)), {
    signal: ended,
  })
  return {
    location: place,
    go(to) {
      view.history.pushState(null, '', formatLocation(to))
      place.value = to
    },
    refine(to) {
      view.history.replaceState(null, '', formatLocation(to))
      place.value = to
    },
  }
}

export interface Admin {
  account: Account
  address: Address
  mayManage: boolean
  agents: AgentsState
  /** `undefined` until the audit log is first shown. */
  audit: ReadonlySignal<AuditResults | undefined>
  status: Resource<AuditStatus>
  gateway: GatewayView
}

interface AdminParts extends Omit<PollFrame, 'active'> {
  request: SendRequest
  account: Account
  address: Address
  visible: ReadonlySignal<boolean>
}

/** For roles that read the audit log. */
export function createAdmin({ request, account, address, visible, ...frame }: AdminParts): Admin {
  const { now, abort: ended } = frame
  const { location: place } = address
  const agents = createAgents({ request, now, abort: ended })
  const status = followAuditStatus({ request, visible, abort: ended })
  const filter = signal<AuditFilter | undefined>(undefined)
  let hasAgents = false

  const stop = effect(() => {
    const { section, audit: record } = place.value
    if (section === 'agents' && !hasAgents) {
      hasAgents = true
      agents.load()
    }
    if (section === 'audit' && !isSame(filter.peek(), record)) filter.value = record
  })
  ended.addEventListener('abort', stop, { once: true })

  return {
    account,
    address,
    mayManage: can(account.role, 'agents:manage'),
    agents,
    audit: derivedResource(
      () => filter.value,
      (wanted, abort) => (wanted ? searchAudit({ request, filter: wanted, abort }) : undefined),
      ended,
    ),
    status,
    gateway: followGateway(request, {
      ...frame,
      active: computed(() => visible.value && place.value.section === 'gateway'),
    }),
  }
}
