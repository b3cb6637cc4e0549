/** The cases behind rows of events or sessions, with the group that the rows tell: for counts. */
import { parseInstant } from '../lib/time.ts'
import type { ActiveCase } from './activity.ts'
import { groupOfState } from './case-group.ts'
import { caseOf, lastActiveAt } from './case-of.ts'
import { stateOfSession } from './case-state.ts'
import { groupOfEvents } from './event-group.ts'
import type { ProviderEvent, Session } from './model.ts'

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
