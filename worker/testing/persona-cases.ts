/** What the fake Persona's own rows say of its cases, and days of traffic that it may have. */
import { type CaseGroup, groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import { stateOfInquiry } from '@inquiry-lens/shared/domain/case-state.ts'
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { FAKE_PERSONA_SANDBOX_KEY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { advanceClock } from './gateway.ts'
import type { RelayUnderTest } from './relay-under-test.ts'

const Related = v.looseObject({ type: v.string(), id: v.string() })
const ToInquiry = v.looseObject({ inquiry: v.optional(v.object({ data: v.nullable(Related) })) })
const EventRow = v.object({
  id: v.string(),
  attributes: v.object({
    name: v.string(),
    'created-at': v.string(),
    payload: v.object({
      data: v.looseObject({ ...Related.entries, relationships: v.optional(ToInquiry) }),
    }),
  }),
})
const SessionRow = v.object({
  id: v.string(),
  attributes: v.object({ 'created-at': v.string(), 'started-at': v.nullable(v.string()) }),
  relationships: ToInquiry,
})
const InquiryRow = v.object({
  id: v.string(),
  attributes: v.object({ status: v.string(), 'redacted-at': v.nullable(v.string()) }),
})

/** Newest first. */
async function listAll<TRow extends v.GenericSchema>(
  { providers }: RelayUnderTest,
  list: string,
  row: TRow,
): Promise<v.InferOutput<TRow>[]> {
  const Page = v.object({ data: v.array(row), links: v.object({ next: v.nullable(v.string()) }) })
  const rows: v.InferOutput<TRow>[] = []
  for (let path: string | null = `/api/v1/${list}?page[size]=100`; path !== null; ) {
    const headers = { Authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}` }
    const answer: Response = await providers.fetch(
      new Request(new URL(path, 'https://persona.example'), { headers }),
    )
    const page: v.InferOutput<typeof Page> = v.parse(Page, await answer.json())
    rows.push(...page.data)
    path = page.links.next && `${page.links.next}&page[size]=100`
  }
  return rows
}

/** Of an open family. */
export interface OwnEvent {
  id: string
  name: string
  createdAt: string
  /** `undefined`: of no case. */
  inquiry: string | undefined
}

/** Newest first. */
export async function readOwnEvents(relay: RelayUnderTest): Promise<OwnEvent[]> {
  const { isOpenEvent } = openFamilies()
  return (await listAll(relay, 'events', EventRow)).flatMap(({ id: eventId, attributes }) => {
    const { name, payload, 'created-at': createdAt } = attributes
    const { type, id, relationships } = payload.data
    const inquiry = type === 'inquiry' ? id : relationships?.inquiry?.data?.id
    return isOpenEvent(name) ? [{ id: eventId, name, createdAt, inquiry }] : []
  })
}

/** Newest first. */
export const readOwnSessions = async (relay: RelayUnderTest) =>
  (await listAll(relay, 'inquiry-sessions', SessionRow)).map(({ id, attributes, relationships }) => ({
    id,
    createdAt: attributes['created-at'],
    startedAt: attributes['started-at'],
    inquiry: relationships.inquiry?.data?.id,
  }))

/** By inquiry: what became of it. */
export async function readOwnGroups(
  relay: RelayUnderTest,
): Promise<ReadonlyMap<string, { status: string; group: CaseGroup | undefined }>> {
  const rows = await listAll(relay, 'inquiries', InquiryRow)
  return new Map(
    rows.map(({ id, attributes: { status, 'redacted-at': redactedAt } }) => {
      const state = stateOfInquiry('persona', { status, redactedAt })
      return [id, { status, group: state && groupOfState(state) }]
    }),
  )
}

const NEXT: Readonly<Record<string, readonly string[]>> = {
  created: ['started', 'expired'],
  started: ['completed', 'failed'],
  completed: ['approved', 'declined', 'marked-for-review'],
  'marked-for-review': ['approved', 'declined'],
}

/** Something happens with each call: to an inquiry of before, or to a new one. */
export function createTraffic({ providers: { control } }: RelayUnderTest, seed: number): () => void {
  const going = new Map<string, string>()
  let drawn = seed
  const draw = (below: number) => {
    drawn = (drawn * 48_271) % 2_147_483_647
    return drawn % below
  }
  return () => {
    advanceClock(draw(300))
    const open = [...going].filter(([, verb]) => NEXT[verb])
    const [inquiry, verb = ''] = draw(3) === 0 ? [] : (open[draw(open.length || 1)] ?? [])
    const verbs = NEXT[verb] ?? ['created']
    const next = verbs[draw(verbs.length)] ?? 'created'
    const session = next === 'started' && { session: true as const }
    const emitted = control.emit({
      ...(inquiry && { inquiry }),
      ...session,
      event: { name: `inquiry.${next}` },
    })
    going.set(emitted.inquiry, next)
  }
}
