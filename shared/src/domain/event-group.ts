/** What rows of events or sessions say of their cases' groups, where nothing was looked up. */
import { own } from '../lib/own-property.ts'
import { parseInstant } from '../lib/time.ts'
import type { ActiveCase } from './activity.ts'
import { type CaseGroup, caseOf, groupOfState, lastActiveAt } from './case-group.ts'
import { stateOfSession } from './case-state.ts'
import type { ProviderEvent, Session } from './model.ts'

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
  const [decisive, ...others] = last.filter(({ rank }) => rank === highest)
  if (!decisive || others.some(({ group }) => group !== decisive.group)) return undefined
  const hasReturned = ENDINGS_WITHOUT_DECISION.has(decisive.name) && timed.some(({ at }) => !(at <= newest))
  return hasReturned ? undefined : decisive.group
}

/** `events`: newest first, the newest of all among them. Those of no case count nowhere. */
export function casesOfEvents(events: readonly ProviderEvent[]): ActiveCase[] {
  const cases = new Map<string, { at: number; events: ProviderEvent[] }>()
  let floor: number | undefined
  for (const event of events) {
    // An event without a time is as old as the one before it.
    const at = parseInstant(event.createdAt) ?? floor
    if (at === undefined) continue
    floor = Math.min(floor ?? at, at)
    const id = caseOf(event)
    if (id === undefined) continue
    const known = cases.get(id)
    if (known) {
      known.at = Math.max(known.at, at)
      known.events.push(event)
    } else cases.set(id, { at, events: [event] })
  }
  return [...cases].map(([id, one]) => ({ id, at: one.at, group: groupOfEvents(one.events) }))
}

/** Sessions that are cases of their own, each once. One without a time counts nowhere. */
export const casesOfSessions = (sessions: readonly Session[]): ActiveCase[] =>
  sessions.flatMap((session) => {
    const at = parseInstant(lastActiveAt(session))
    return at === undefined ? [] : { id: session.id, at, group: groupOfState(stateOfSession(session)) }
  })
