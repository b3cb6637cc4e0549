/** What each of many objects is, in a line: from rows that are held, however they came, and as few calls as can be. */

import { judgeAge } from '../cache/freshness.ts'
import { freshnessOfMark } from '../cache/row.ts'
import type { RowCache } from '../cache/row-cache.ts'
import type { LookupsQuery } from '../query.ts'
import type { UpstreamContext } from '../upstream/priority.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { GatewayAnswer } from './answer.ts'
import { answerLookup, type LookupAnswerParts } from './lookup-answer.ts'
import { planLookup } from './lookup-plan.ts'
import type { ObjectFetch, SharedFetch } from './object-fetch.ts'

export interface LookupParts extends Pick<LookupAnswerParts, 'origin' | 'ageOf'> {
  memory: RowCache
  fetch: ObjectFetch
  upstream: Upstream
  rulesNow: () => LookupAnswerParts['ruleOf']
  waitUntil: (promise: Promise<unknown>) => void
}

export function createLookup({ memory, fetch, upstream, origin, ageOf, rulesNow, waitUntil }: LookupParts) {
  return async ({ ids }: LookupsQuery, forced: boolean, sender: string): Promise<GatewayAnswer> => {
    const held = new Map(ids.map((id) => [id, memory.object(id)]))
    const ruleOf = rulesNow()
    const withheld = upstream.refusal({ priority: 'background', sender })
    const plan = planLookup(ids, (id) => {
      const entry = held.get(id)
      const verdict = entry ? judgeAge(ruleOf(freshnessOfMark(entry.content)), ageOf(entry), forced) : 'fetch'
      return verdict === 'revalidate' && withheld ? 'fresh' : verdict
    })
    const askingOf = (isAwaited: boolean): UpstreamContext => ({
      priority: isAwaited ? 'lookup' : 'background',
      sender,
      isForMarks: true,
    })
    const flights = new Map<string, SharedFetch>([
      ...fetch.inquiries(plan.inquiries, askingOf(plan.inquiries.some((id) => plan.awaited.has(id)))),
      ...plan.singles.map(({ kind, id }): [string, SharedFetch] => [
        id,
        fetch.one(kind, id, askingOf(plan.awaited.has(id))),
      ]),
    ])
    waitUntil(Promise.all([...flights.values()].map(({ result }) => result)))

    const asked = await Promise.all(
      [...held].map(async ([id, entry]) => {
        const flight = plan.awaited.has(id) ? flights.get(id) : undefined
        const landing = await flight?.result
        const joined = flight?.isShared ?? false
        return [id, { held: entry, landing, joined, leftOut: plan.leftOut.get(id) }] as const
      }),
    )
    return answerLookup(ids, new Map(asked), { origin, ageOf, ruleOf, forced, withheld })
  }
}
