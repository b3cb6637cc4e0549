/** The panel's cases, made of what the fake providers' own rows come to in the relay: nothing in them may contradict the rows. */
import { CASE_GROUPS, groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import { CASE_STATES, stateOfInquiry, stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { groupOfEvents } from '@inquiry-lens/shared/domain/event-group.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { type Lookup, summarizeInquiry } from '@inquiry-lens/shared/domain/summary.ts'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { countGroups, groupOfCase } from '../../../extension/src/ui/state/lists/case-groups.ts'
import { type CaseRow, placeCases, stateOfCase } from '../../../extension/src/ui/state/lists/cases.ts'
import { mergeStreams } from '../../../extension/src/ui/state/lists/feed.ts'
import { createDeepidv } from '../../../worker/src/providers/deepidv/client.ts'
import { createPersona } from '../../../worker/src/providers/persona/client.ts'
import { createShowName } from '../../../worker/src/providers/projection.ts'
import type { Fetched, UpstreamCall } from '../../../worker/src/providers/provider.ts'
import {
  createProviders,
  FAKE_DEEPIDV_SANDBOX_KEY,
  FAKE_PERSONA_SANDBOX_KEY,
} from '../../fake-providers/app.ts'

const call: UpstreamCall = { send: (request) => request(AbortSignal.timeout(10_000)) }

function expectValue<TValue>(fetched: Fetched<TValue>): TValue {
  if (!fetched.ok) throw new Error(`${fetched.problem.code}: ${fetched.problem.detail}`)
  return fetched.value
}

async function readWorld(seed: number) {
  const now = Date.UTC(2026, 10, 21, 12)
  const providers = createProviders({ rows: 120, seed, now: () => now })
  const common = {
    origin: 'https://fake.example',
    environment: 'sandbox',
    limits: [],
    showName: createShowName([]),
    now: () => now,
    fetch: providers.fetch,
  } as const
  const persona = createPersona({
    ...common,
    key: FAKE_PERSONA_SANDBOX_KEY,
    families: openFamilies(),
    referenceIdPattern: null,
  })
  const deepidv = createDeepidv({ ...common, key: FAKE_DEEPIDV_SANDBOX_KEY, externalIdPattern: null })
  const page = { filter: {}, after: null }
  const streams: (Session | ProviderEvent)[][] = [
    expectValue(await persona.listSessions({ ...page, wanted: 25 }, call)).items,
    expectValue(await deepidv.listSessions({ ...page, wanted: 25 }, call)).items,
    expectValue(await persona.listEvents({ ...page, wanted: 100 }, call)).items,
  ]
  const { entries = [] } = mergeStreams<Session | ProviderEvent>(
    streams.map((rows) => ({ rows, hasMore: false, isDown: false })),
  )
  const cases = placeCases(entries, ['persona', 'deepidv', 'persona']).flatMap(({ entry }) => entry.row ?? [])
  const inquiries = expectValue(
    await persona.findInquiries(
      cases.flatMap(({ inquiryId }) => inquiryId ?? []),
      call,
    ),
  ).items
  return { rows: streams.flat(), cases, inquiries }
}

const timesOf = ({ session, events }: CaseRow): number[] =>
  [
    ...events.map(({ createdAt }) => createdAt),
    session?.createdAt,
    session?.startedAt,
    session?.flow?.updatedAt,
  ]
    .flatMap((time) => time ?? [])
    .map((time) => Date.parse(time))

it('stand once each, newest first, with no state but their own, and counts that equal the provider’s data', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10_000 }), async (seed) => {
      const { rows, cases, inquiries } = await readWorld(seed)
      expect(cases.length).toBeGreaterThan(10)
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
      const times = cases.map(({ activeAt }) => Date.parse(activeAt ?? ''))
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      for (const one of cases)
        expect(Date.parse(one.activeAt ?? '')).toBeGreaterThanOrEqual(Math.max(...timesOf(one)))
      const ids = new Set(cases.map(({ id }) => id))
      const sessions = rows.flatMap((row) => ('name' in row ? [] : row))
      for (const { inquiryId, id } of sessions) expect(ids.has(inquiryId ?? id), id).toBe(true)

      const lookups = new Map(
        inquiries.map((one): [string, Lookup] => [
          one.id,
          { id: one.id, outcome: 'found', summary: summarizeInquiry(one) },
        ]),
      )
      let toldByEvents = 0
      for (const one of cases) {
        const known = stateOfCase(one, { of: (id) => lookups.get(id) })
        const inquiry = inquiries.find(({ id }) => id === one.inquiryId)
        const own = sessions.find(({ id }) => id === one.id)
        const state = inquiry ? stateOfInquiry('persona', inquiry) : own && stateOfSession(own)
        expect(known?.caseState, one.id).toBe(state)
        if (known) expect(Object.keys(CASE_STATES)).toContain(known.caseState)
        // Without a look-up, an inquiry has no state, whatever its session says.
        if (one.inquiryId !== null) expect(stateOfCase(one, undefined)).toBeUndefined()
        // What its events come to is what a look-up would tell.
        const told = groupOfEvents(one.events)
        if (told) expect(told, `${one.id} ${inquiry?.status}`).toBe(state && groupOfState(state))
        if (told) toldByEvents += 1
      }

      expect(toldByEvents).toBeGreaterThan(5)

      // Of any part of the look-ups: what is known is counted, once, and nothing else.
      const asked = new Map([...lookups].filter((_, nth) => nth % 3 !== seed % 3))
      const groups = cases.flatMap((one) => {
        const group = groupOfCase(one, { of: (id) => asked.get(id) })
        return group ? [[one.id, group] as const] : []
      })
      const counts = countGroups(cases, new Map(groups))
      const expected = cases.flatMap(({ id, inquiryId }) => {
        const inquiry = inquiries.find((other) => other.id === inquiryId)
        const own = sessions.find((other) => other.id === id)
        if (inquiry) return asked.has(inquiry.id) ? stateOfInquiry('persona', inquiry) : []
        return own && inquiryId === null ? stateOfSession(own) : []
      })
      for (const group of CASE_GROUPS) {
        expect(counts.of[group], group).toBe(expected.filter((state) => groupOfState(state) === group).length)
      }
      expect(counts.all).toBe(cases.length)
      expect(counts.since).toBe(Math.min(...times))
    }),
    { numRuns: 10 },
  )
})
