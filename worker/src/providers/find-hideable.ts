import { countDropped, isUnreadable, type Projection } from './projection.ts'
import type { Fetched, UpstreamCall, UpstreamProblem } from './provider.ts'

/**
 * Asks once for an object that may be hidden from agents. Whatever the provider answers about it that is no visible object
 * (a hidden one, a refusal, an answer that can't be read) is an object that does not exist, before the call is judged or
 * repeated: else a broken answer would tell that something is there. `read` gets `undefined` for what can't be read.
 */
export const findHideable = <TItem>(
  line: UpstreamCall,
  request: (abort: AbortSignal) => Promise<Fetched<unknown>>,
  read: (body: unknown) => Projection<TItem>,
): Promise<Fetched<TItem | null>> =>
  line.send(async (abort) => {
    const fetched = await request(abort)
    if (!fetched.ok && !isOfOneObject(fetched.status, fetched.problem)) return fetched
    const isRefused = (fetched.status ?? 200) >= 300
    const { item, dropped } = isRefused ? NOTHING : read(fetched.ok ? fetched.value : undefined)
    const count = countDropped()
    count.add(dropped)
    const found = { ok: true as const, value: item, dropped: count.all }
    if (item !== null) return { ...found, allowance: fetched.allowance, status: fetched.status }
    // What does not exist says nothing of the limit: a page in place of an answer does not either.
    // Nor is it counted: the count would tell a broken answer about something from one about nothing.
    const absent = { ...found, dropped: {}, allowance: undefined }
    return dropped.some(isUnreadable) ? { ...absent, isUnreadable: true } : absent
  })

/** Else of the key, of a limit, of time, or of the provider as a whole. */
const isOfOneObject = (status: number | undefined, { code }: UpstreamProblem): boolean =>
  status !== undefined && status < 500 && !OF_ALL_OBJECTS.has(status) && code !== 'provider-timeout'

const OF_ALL_OBJECTS: ReadonlySet<number> = new Set([401, 402, 407, 408, 429])

const NOTHING = { item: null, dropped: [] }
