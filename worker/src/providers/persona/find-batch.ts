/**
 * Many IDs in one call, of which Persona may refuse one, and the whole call with it: the batch is halved until the
 * refused ID stands alone.
 */
import type { Fetched, FoundInquiries } from '../provider.ts'

/** `mayBeSize`: the page size may be the reason of a refusal as well. */
type FindAll = (ids: readonly string[], mayBeSize: boolean) => Promise<Fetched<FoundInquiries>>

/** 1 + 2·log₂ 100: enough for one refused ID among a hundred. */
const MAX_CALLS = 15
/** Where no part of a batch is accepted, the IDs are not the reason. */
const PAUSE_MS = 10 * 60_000
const MAX_REMEMBERED = 1_000

export function createBatchFinder(now: () => number) {
  /** IDs that are never sent again: there is no such inquiry. */
  const refused = new Set<string>()
  let pausedAt = Number.NEGATIVE_INFINITY

  function remember(ids: readonly string[]) {
    for (const id of ids) refused.add(id)
    for (const oldest of refused) {
      if (refused.size <= MAX_REMEMBERED) break
      refused.delete(oldest)
    }
  }

  return async (ids: readonly string[], findAll: FindAll): Promise<Fetched<FoundInquiries>> => {
    const sent = ids.filter((id) => !refused.has(id))
    if (sent.length === 0) {
      return { ok: true, allowance: undefined, value: { items: [], unknown: new Set() }, dropped: {} }
    }
    const isPaused = Math.abs(now() - pausedAt) < PAUSE_MS
    const whole = await findAll(sent, !isPaused)
    const isRefused = !whole.ok && whole.problem.code === 'invalid-parameter'
    if (!isRefused || isPaused || sent.length === 1) return whole

    const items: FoundInquiries['items'][number][] = []
    const unknown = new Set<string>()
    const dropped: Record<string, number> = {}
    const alone: string[] = []
    let accepted = 0
    let calls = 1
    let groups = [sent]
    while (groups.length > 0) {
      const halves = groups.flatMap(halve)
      const asked = halves.slice(0, MAX_CALLS - calls)
      for (const id of halves.slice(asked.length).flat()) unknown.add(id)
      calls += asked.length
      const answers = await Promise.all(
        asked.map(async (group) => ({ group, found: await findAll(group, false) })),
      )
      groups = []
      for (const { group, found } of answers) {
        if (found.ok) {
          accepted++
          items.push(...found.value.items)
          for (const id of found.value.unknown) unknown.add(id)
          for (const [name, count] of Object.entries(found.dropped))
            dropped[name] = (dropped[name] ?? 0) + count
        } else if (found.problem.code !== 'invalid-parameter') {
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
    remember(alone)
    return { ok: true, allowance: undefined, value: { items, unknown }, dropped }
  }
}

function halve(group: readonly string[]): string[][] {
  const middle = Math.ceil(group.length / 2)
  return [group.slice(0, middle), group.slice(middle)]
}
