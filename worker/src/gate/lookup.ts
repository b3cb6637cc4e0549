/** What each of many objects is, in a line: from rows that are held, however they came, and as few calls as can be. */
import type { LookupsQuestion } from '../question.ts'
import type { GateAnswer } from './answer.ts'
import { FRESHNESS, judgeAge } from './freshness.ts'
import { answerLookup, type LookupAnswerParts } from './lookup-answer.ts'
import { planLookup } from './lookup-plan.ts'
import type { Memory } from './memory.ts'
import type { ObjectFetch, ObjectFlight } from './object-fetch.ts'
import { freshnessOfRow } from './row.ts'

export interface LookerUpParts extends Pick<LookupAnswerParts, 'origin' | 'ageOf'> {
  memory: Memory
  fetch: ObjectFetch
  waitUntil: (promise: Promise<unknown>) => void
}

export function createLookerUp({ memory, fetch, origin, ageOf, waitUntil }: LookerUpParts) {
  return async ({ ids }: LookupsQuestion, forced: boolean): Promise<GateAnswer> => {
    const held = new Map(ids.map((id) => [id, memory.object(id)]))
    const plan = planLookup(ids, (id) => {
      const entry = held.get(id)
      return entry ? judgeAge(FRESHNESS[freshnessOfRow(entry.content)], ageOf(entry), forced) : 'fetch'
    })
    const flights = new Map<string, ObjectFlight>([
      ...fetch.inquiries(plan.inquiries),
      ...plan.singles.map(({ kind, id }): [string, ObjectFlight] => [id, fetch.one(kind, id)]),
    ])
    waitUntil(Promise.all([...flights.values()].map(({ landing }) => landing)))

    const asked = await Promise.all(
      [...held].map(async ([id, entry]) => {
        const flight = plan.awaited.has(id) ? flights.get(id) : undefined
        const landing = await flight?.landing
        const joined = flight?.joined ?? false
        return [id, { held: entry, landing, joined, leftOut: plan.leftOut.get(id) }] as const
      }),
    )
    return answerLookup(ids, new Map(asked), { origin, ageOf, forced })
  }
}
