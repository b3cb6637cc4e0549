/** What the events of an inquiry say of its group, where nothing was looked up. */
import { own } from '../lib/own-property.ts'
import type { CaseGroup } from './case-group.ts'
import type { ProviderEvent } from './model.ts'

/** Persona's events about an inquiry itself. `rank`: later in its life is higher, where two have the same time. */
const CHANGES: Readonly<Record<string, { group: CaseGroup; rank: number }>> = {
  'inquiry.created': { group: 'customer', rank: 0 },
  'inquiry.started': { group: 'customer', rank: 1 },
  'inquiry.completed': { group: 'us', rank: 2 },
  'inquiry.marked-for-review': { group: 'us', rank: 3 },
  'inquiry.approved': { group: 'done', rank: 4 },
  'inquiry.declined': { group: 'ended-badly', rank: 4 },
  'inquiry.failed': { group: 'ended-badly', rank: 4 },
  'inquiry.expired': { group: 'ended-badly', rank: 4 },
  'inquiry.redacted': { group: 'done', rank: 5 },
}
/** A customer may come back after these. */
const ENDINGS_WITHOUT_DECISION: ReadonlySet<string> = new Set(['inquiry.failed', 'inquiry.expired'])
const CHANGES_NOTHING = 'inquiry.updated-tags'

/**
 * What the events of an inquiry come to, where nothing newer is missing among them. `undefined`: they leave it open, by an
 * unknown name, an unknown time, or two meanings at one time.
 */
export function groupOfEvents(
  events: readonly Pick<ProviderEvent, 'name' | 'createdAt'>[],
): CaseGroup | undefined {
  const timed = events.map(({ name, createdAt }) => ({ name, at: Date.parse(createdAt ?? '') }))
  const changes = timed.filter(({ name }) => name.startsWith('inquiry.') && name !== CHANGES_NOTHING)
  const newest = changes.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY)
  const last = changes.filter(({ at }) => at === newest).map(({ name }) => ({ name, ...own(CHANGES, name) }))
  const highest = last.reduce((high, { rank = Number.NaN }) => Math.max(high, rank), 0)
  const [told, ...others] = last.filter(({ rank }) => rank === highest)
  if (!told || others.some(({ group }) => group !== told.group)) return undefined
  const isBack = ENDINGS_WITHOUT_DECISION.has(told.name) && timed.some(({ at }) => !(at <= newest))
  return isBack ? undefined : told.group
}
