/** The admin page's section and filters, kept in its address. */
import { AUDIT_ACTIONS, type AuditAction } from '@inquiry-lens/shared/audit/chain.ts'
import { type ReadonlySignal, signal } from '@preact/signals'

export const SECTIONS = ['agents', 'audit', 'gateway'] as const
export type Section = (typeof SECTIONS)[number]

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
  section: Section
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

export interface Address {
  location: ReadonlySignal<AdminLocation>
  /** Adds a history entry. */
  go(to: AdminLocation): void
  /** Replaces the history entry, as while typing. */
  refine(to: AdminLocation): void
}

export type AddressView = Pick<Window, 'location' | 'history' | 'addEventListener'>

export function followAddress(view: AddressView, ended: AbortSignal): Address {
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
