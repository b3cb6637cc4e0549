/** deepidv's list as it comes, before any adapter: what its documents leave open is read off it here, and reported. */
import * as v from 'valibot'
import { VisibleRecord } from '../../worker/src/providers/deepidv/project.ts'
import { normaliseFields } from '../../worker/src/providers/deepidv/wire.ts'
import type { Target } from './targets.ts'

export interface RawRow {
  id: string
  /** ISO 8601, UTC. */
  createdAt: string
  /** To agents. */
  isVisible: boolean
}

export interface RawWalk {
  /** In the order in which they came. */
  pages: RawRow[][]
  /** Up to the `null` token. */
  isWhole: boolean
}

const MAX_PAGES = 40

const RowSchema = v.pipe(
  v.unknown(),
  v.transform((raw) => ({ raw, fields: normaliseFields(raw) })),
  v.transform(({ raw, fields }): unknown => ({
    id: fields.id,
    createdAt: fields.created_at,
    isVisible: VisibleRecord.project(raw, () => ({ item: true, dropped: [] })).item !== null,
  })),
  v.object({
    id: v.string(),
    createdAt: v.pipe(
      v.string(),
      v.transform((text) => new Date(text).toISOString()),
    ),
    isVisible: v.boolean(),
  }),
)
const PageSchema = v.object({ sessions: v.array(RowSchema), next_token: v.nullish(v.string()) })

async function request({ origin, key, send }: Target, path: string): Promise<unknown> {
  const answer = await send(new Request(new URL(path, origin), { headers: { 'x-api-key': key } }))
  if (!answer.ok) throw new Error(`deepidv answered ${answer.status} to ${path}`)
  return answer.json()
}

export const readRawPage = async (target: Target, query: string) =>
  v.parse(PageSchema, await request(target, `/v1/sessions?${query}`))

export async function readRawId(target: Target, id: string): Promise<unknown> {
  const answer = await request(target, `/v1/sessions/${encodeURIComponent(id)}`)
  return normaliseFields(normaliseFields(answer).session_record).id
}

export async function walkRaw(target: Target, limit: number): Promise<RawWalk> {
  const pages: RawRow[][] = []
  let token: string | null = null
  while (pages.length < MAX_PAGES) {
    const query = new URLSearchParams({ by_organization: 'true', limit: String(limit) })
    if (token !== null) query.set('next_token', token)
    const page: v.InferOutput<typeof PageSchema> = await readRawPage(target, query.toString())
    pages.push(page.sessions)
    token = page.next_token ?? null
    if (token === null) return { pages, isWhole: true }
  }
  return { pages, isWhole: false }
}

export type Order = 'newest first' | 'oldest first' | 'in no order by time'

/** For the reader of a report: the adapter does not depend on it. */
export function describeWalk({ pages, isWhole }: RawWalk): string {
  const within = new Set(pages.filter((page) => page.length > 1).map(orderOf))
  const read = `${pages.flat().length} sessions in ${pages.length} pages${isWhole ? '' : ', and more'}`
  return `${read}: ${orderOf(pages.flat())} across pages, ${[...within].join(' or ') || 'one a page'} within`
}

function orderOf(rows: readonly RawRow[]): Order {
  const times = rows.map(({ createdAt }) => createdAt)
  const sorted = times.toSorted()
  if (isSame(times, sorted.toReversed())) return 'newest first'
  return isSame(times, sorted) ? 'oldest first' : 'in no order by time'
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.every((one, index) => one === others[index])
