/** Finds many IDs in one call. Persona refuses a call because of one ID; the batch is halved until that ID is alone. */
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import { addCounts, found } from '../json-api.ts'
import type { Dropped, Fetched, FoundInquiries } from '../provider.ts'

type FindAll = (ids: readonly string[], mayBeSize: boolean) => Promise<Fetched<FoundInquiries>>

/** 1 + 2·log₂ 100: enough for one refused ID among a hundred. */
const MAX_CALLS = 15
/** Where every part of a batch is refused, the IDs are not the reason. */
const PAUSE_MS = 10 * 60_000
const MAX_REMEMBERED = 1_000

export function createBatchFinder(now: () => number) {
  const refused = new LruMap<string, true>(MAX_REMEMBERED)
  let pausedAt = Number.NEGATIVE_INFINITY

  return async (ids: readonly string[], findAll: FindAll): Promise<Fetched<FoundInquiries>> => {
    const sent = ids.filter((id) => !refused.has(id))
    if (sent.length === 0) return found({ items: [], unknown: new Set<string>() })
    const isPaused = Math.abs(now() - pausedAt) < PAUSE_MS
    const whole = await findAll(sent, !isPaused)
    const isRefused = !whole.ok && whole.problem.code === 'invalid-parameter'
    if (!isRefused || isPaused || sent.length === 1) return whole

    const items: FoundInquiries['items'][number][] = []
    const unknown = new Set<string>()
    const dropped: Dropped[] = []
    const alone: string[] = []
    let accepted = 0
    let calls = 1
    let groups = [sent]
    while (groups.length > 0) {
      const halves = groups.flatMap(halve)
      const requested = halves.slice(0, MAX_CALLS - calls)
      for (const id of halves.slice(requested.length).flat()) unknown.add(id)
      calls += requested.length
      const answers = await Promise.all(
        requested.map(async (group) => ({ group, fetched: await findAll(group, false) })),
      )
      groups = []
      for (const { group, fetched } of answers) {
        if (fetched.ok) {
          accepted++
          items.push(...fetched.value.items)
          for (const id of fetched.value.unknown) unknown.add(id)
          dropped.push(fetched.dropped)
        } else if (fetched.problem.code !== 'invalid-parameter') {
          for (const id of group) unknown.add(id)
        } else if (group.length === 1) {
          alone.push(...group)
        } else {
          groups.push(group)
        }
      }
    }
    if (accepted === 0) {
      pausedAt = now()
      return whole
    }
    for (const id of alone) refused.set(id, true)
    return { ok: true, allowance: undefined, value: { items, unknown }, dropped: addCounts(dropped) }
  }
}

function halve(group: readonly string[]): string[][] {
  const middle = Math.ceil(group.length / 2)
  return [group.slice(0, middle), group.slice(middle)]
}
