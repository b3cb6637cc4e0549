import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Activity, ActivitySchema } from '@inquiry-lens/shared/contract/activity.ts'
import { LookupsSchema, SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { isCaseOver, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { caseOf as findCase, groupOfState, lastActiveAt } from '@inquiry-lens/shared/domain/case-group.ts'
import {
  CASE_STATES,
  type CaseState,
  stateOfInquiry,
  stateOfSession,
} from '@inquiry-lens/shared/domain/case-state.ts'
import { recognise } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { CaseFileSchema, type Page } from '@inquiry-lens/shared/domain/model.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Result } from '../../messages/failure.ts'
import { SAMPLE_RELAY } from '../../stored.ts'
import type { RelayAnswer } from '../relay/http.ts'
import { createSampleRelay, listSamples, makeSampleSignIn, makeSampleWorld } from './sample-relay.ts'

beforeEach(() => fakeBrowser.reset())

const TEXT = await readFile(join(import.meta.dirname, '../../public/samples.json'), 'utf8')
const SAMPLES = listSamples(TEXT)
const idOf = (about: string): string => {
  const found = SAMPLES.find((one) => one.about === about)
  if (!found) throw new Error(`no sample that is ${about}`)
  return found.id
}
const FAILING_INQUIRY = idOf('One that can’t be read just now')

const BEGIN = Date.parse('2026-11-21T12:00:00Z')
const { token } = makeSampleSignIn(BEGIN)
const credentials = { relay: SAMPLE_RELAY, token, abort: new AbortController().signal }
const makeRelay = () => createSampleRelay({ now: () => BEGIN + 1_000, readSamples: async () => TEXT })

function saidBy<T>(result: Result<RelayAnswer<T>>): T {
  if (!result.ok) throw new Error(result.error.title)
  if (result.value.unchanged) throw new Error('Nothing was held that could be unchanged')
  return result.value.value
}

type ReadPage<TRow> = (cursor: string | undefined) => Promise<Result<RelayAnswer<Page<TRow>>>>

async function readAll<TRow>(readPage: ReadPage<TRow>): Promise<TRow[]> {
  const rows: TRow[] = []
  let cursor: string | undefined
  do {
    const page = saidBy(await readPage(cursor))
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return rows
}

const readSessions = (relay = makeRelay(), provider: ProviderId = 'persona') =>
  readAll((cursor) => relay.lists['app:sessions.list'](credentials, { provider, cursor, limit: 25 }))
const readEvents = (relay = makeRelay()) =>
  readAll((cursor) => relay.lists['app:events.list'](credentials, { cursor, limit: 100 }))

describe('the lists', () => {
  it('fit the contract, newest first, each row once', async () => {
    const relay = makeRelay()
    const ofPersona = await readSessions(relay, 'persona')
    const ofDeepidv = await readSessions(relay, 'deepidv')
    expect(v.is(SessionsPageSchema, { items: [...ofPersona, ...ofDeepidv], next: null })).toBe(true)
    // A shortened ID shows its end.
    expect(new Set(ofDeepidv.map(({ id }) => id.slice(-6))).size).toBe(ofDeepidv.length)
    for (const rows of [ofPersona, ofDeepidv, await readEvents(relay)]) {
      expect(rows.length).toBeGreaterThan(25)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
      const times = rows.map(({ createdAt }) => createdAt ?? '')
      expect(times).toEqual(times.toSorted().toReversed())
      expect(times.every((time) => Date.parse(time) <= BEGIN)).toBe(true)
    }
  })

  it('are the same in the next life of the background', async () => {
    expect(await readSessions()).toEqual(await readSessions())
    expect(await readEvents()).toEqual(await readEvents())
  })

  it('keep to a filter', async () => {
    const relay = makeRelay()
    const [{ inquiryId } = { inquiryId: null }] = await readSessions(relay)
    const inquiry = inquiryId ?? ''
    const ofOne = saidBy(await relay.lists['app:sessions.list'](credentials, { inquiry, limit: 25 }))
    expect(ofOne.items.every((session) => session.inquiryId === inquiry)).toBe(true)
    const names = ['inquiry.failed']
    const failed = saidBy(await relay.lists['app:events.list'](credentials, { names, limit: 25 }))
    expect(failed.items.length).toBeGreaterThan(0)
    expect(failed.items.every(({ name }) => name === 'inquiry.failed')).toBe(true)
  })
})

describe('the counts', () => {
  const GROUPS = { customer: 'customer', us: 'us', 'ended-badly': 'endedBadly', done: 'done' } as const

  /** By bucket and group, as the samples themselves say. */
  function expectCounts(activity: Activity, cases: readonly { at: number; state: CaseState }[]) {
    const inside = cases.filter(({ at }) => at >= Date.parse(activity.from) && at < Date.parse(activity.to))
    expect(v.is(ActivitySchema, activity)).toBe(true)
    const known = inside.filter(({ state }) => groupOfState(state))
    expect([activity.all, activity.counted]).toEqual([inside.length, known.length])
    expect(activity.since).toBe(activity.from)
    for (const { at, ...bars } of activity.buckets) {
      const start = Date.parse(at)
      const own = inside.filter((one) => one.at >= start && one.at < start + activity.bucketMs)
      const amounts = { customer: 0, us: 0, endedBadly: 0, done: 0, unknown: 0 }
      for (const { state } of own) {
        const group = groupOfState(state)
        amounts[group ? GROUPS[group] : 'unknown'] += 1
      }
      expect(bars).toEqual(amounts)
    }
    return inside.length
  }

  it('are those of the samples: each case once, where it was last active, in its own group', async () => {
    const relay = makeRelay()
    const world = makeSampleWorld(TEXT, BEGIN)
    const events = Map.groupBy(await readEvents(relay), (event) => findCase(event) ?? '')
    events.delete('')
    const inquiries = [...events].flatMap(([id, [newest]]) => {
      const inquiry = world.inquiriesOf({}).find((one) => one.id === id)
      const at = Date.parse(newest?.createdAt ?? '')
      return inquiry ? { at, state: stateOfInquiry('persona', inquiry) } : []
    })
    expect(inquiries).toHaveLength(events.size)
    const sessions = (await readSessions(relay, 'deepidv')).map((session) => ({
      at: Date.parse(lastActiveAt(session) ?? ''),
      state: stateOfSession(session),
    }))
    for (const bucket of [1, 24, 168] as const) {
      const read = async (provider: ProviderId) =>
        saidBy(await relay.activity(credentials, { provider, bucket }))
      const seen = expectCounts(await read('persona'), inquiries)
      if (bucket > 1) expect(seen).toBeGreaterThan(10)
      expectCounts(await read('deepidv'), sessions)
    }
  })

  it('refuse a range that is too long, as a relay does', async () => {
    const answer = await makeRelay().activity(credentials, { from: '2020-01-01T00:00:00Z' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-parameter' } })
  })
})

describe('the lines of what happened', () => {
  const { caseOf } = makeSampleWorld(TEXT, BEGIN)
  const timelineOf = (about: string) => {
    const file = caseOf(idOf(about))
    if (!file || file === 'closed') throw new Error(`no case that is ${about}`)
    return buildTimeline(file)
  }

  it('show tries that went wrong before one did not, and those that are left', () => {
    const said = (about: string) =>
      timelineOf(about).attempts.map(({ what, outcome }) => `${what} ${outcome}`)
    expect(said('Approved')).toEqual([
      'government-id retry',
      'government-id retry',
      'government-id retry',
      'government-id passed',
      'selfie passed',
    ])
    expect(said('Stopped at the selfie')).toEqual(['government-id passed', 'selfie retry', 'selfie retry'])
    expect(said('No attempts left')).toEqual([
      'government-id retry',
      'government-id retry',
      'government-id retry',
      'government-id retry',
      'government-id failed',
    ])
  })

  it.each(SAMPLES.filter(({ id }) => id !== FAILING_INQUIRY))(
    '$about: has no moment twice, and none of the future but its end',
    ({ id }) => {
      const file = caseOf(id)
      if (!file || file === 'closed') throw new Error('no such sample')
      const { entries, missingHistory } = buildTimeline(file)
      expect(missingHistory).toBeUndefined()
      const told = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.name] : []))
      expect(new Set(told).size).toBeGreaterThanOrEqual(told.length - 1)
      expect(told).not.toContain('inquiry-session.started')
      expect(entries.filter(({ kind, at }) => kind !== 'end' && at !== undefined && at > BEGIN)).toEqual([])
    },
  )
})

describe('the cases', () => {
  it('open for each sample but the one that shows how that fails', async () => {
    const relay = makeRelay()
    for (const { id } of SAMPLES) {
      const result = await relay.caseFile(credentials, { id })
      expect(result.ok).toBe(id !== FAILING_INQUIRY)
      if (result.ok) expect(v.is(CaseFileSchema, saidBy(result))).toBe(true)
    }
    expect(await relay.caseFile(credentials, { id: FAILING_INQUIRY })).toMatchObject({
      error: { code: 'provider-timeout' },
    })
  })

  it('say what is worth a look of the odd ones, and nothing of the others', async () => {
    const relay = makeRelay()
    const kinds: Record<string, (string | undefined)[]> = {}
    for (const { id, about } of SAMPLES) {
      const result = await relay.caseFile(credentials, { id })
      if (result.ok) kinds[about] = saidBy(result).hints?.map(({ kind }) => kind) ?? [undefined]
    }
    expect(kinds['In review, so the next step is ours']).toEqual(['countries', 'network', 'device'])
    expect(kinds.Declined).toEqual(['network', 'location'])
    expect(kinds['Stopped at the selfie']).toEqual([])
    expect(kinds.Approved).toEqual([])
  })

  it('are found by whose they are: one customer was verified long before', async () => {
    const relay = makeRelay()
    const stuck = idOf('Stopped at the selfie')
    const file = saidBy(await relay.caseFile(credentials, { id: stuck }))
    if (file.about !== 'inquiry') throw new Error('It is an inquiry')
    const { accountId, referenceId } = file.inquiry
    for (const whose of [{ account: accountId ?? '' }, { reference: referenceId ?? '' }]) {
      const { items } = saidBy(
        await relay.inquiries(credentials, { provider: 'persona', ...whose, limit: 25 }),
      )
      expect(items.map(({ id, status }) => [id === stuck, status])).toEqual([
        [true, 'pending'],
        [false, 'approved'],
      ])
    }
  })

  it('answer not-found for an ID that is no sample', async () => {
    expect(await makeRelay().caseFile(credentials, { id: 'inq_7kQ2mXv9pLw4Zt3bNcRy8dHf' })).toMatchObject({
      error: { code: 'not-found' },
    })
  })

  it('show every meaning that there is', async () => {
    const relay = makeRelay()
    const caseStates = new Set((await readSessions(relay)).map((row) => stateOfSession(row)))
    for (const { id } of SAMPLES) {
      const result = await relay.caseFile(credentials, { id })
      if (!result.ok) continue
      const file = saidBy(result)
      caseStates.add(
        file.about === 'inquiry' ? stateOfInquiry(file.provider, file.inquiry) : stateOfSession(file.session),
      )
    }
    expect([...caseStates].sort()).toEqual(Object.keys(CASE_STATES).sort())
  })

  it('are plainly fictional, and of the form that is recognised', () => {
    for (const { id } of SAMPLES) {
      expect(id).toMatch(/_DemoData|^facade00-/)
      expect(recognise(id).ids.map((found) => found.id)).toEqual([id])
    }
  })
})

describe('a look-up', () => {
  it('answers each ID in its order', async () => {
    const relay = makeRelay()
    const [session] = await readSessions(relay)
    const [sample] = SAMPLES
    const ids = [session?.id ?? '', 'inq_7kQ2mXv9pLw4Zt3bNcRy8dHf', FAILING_INQUIRY, sample?.id ?? '']
    const looked = await relay.lookUp(credentials, ids)
    if (!looked.ok) throw new Error(looked.error.title)
    expect(v.is(LookupsSchema, { items: looked.value.items })).toBe(true)
    expect(looked.value.items.map(({ id }) => id)).toEqual(ids)
    expect(looked.value.items.map(({ outcome }) => outcome)).toEqual([
      'found',
      'not-found',
      'not-asked',
      'found',
    ])
  })
})

describe('a watch', () => {
  /** In another life of the background, so many seconds after the first. */
  const relayAfter = (seconds: number) =>
    createSampleRelay({ now: () => BEGIN + seconds * 1_000, readSamples: async () => TEXT })
  const world = makeSampleWorld(TEXT, BEGIN)
  const open = SAMPLES.flatMap(({ id }) => {
    const file = world.caseOf(id)
    return file && file !== 'closed' && !isCaseOver(file) ? subjectOf(file) : []
  })
  const listAfter = async (seconds: number) => {
    const result = await relayAfter(seconds).watches(credentials, {})
    if (!result.ok || !result.value) throw new Error('No list')
    return result.value.items.map(({ id, name, ended }) => [id, name, ended?.caseState])
  }

  it.each(open)('of %s ends a minute later, and its case says so from then on', async (id) => {
    expect((await relayAfter(1).addWatch(credentials, { id, name: 'The refund' })).ok).toBe(true)
    expect(await listAfter(60)).toEqual([[id, 'The refund', undefined]])
    expect(await listAfter(61)).toEqual([[id, 'The refund', 'approved']])
    const lookUp = await relayAfter(61).lookUp(credentials, [id])
    expect(lookUp.ok && lookUp.value.items[0]).toMatchObject({ outcome: 'found' })
    await relayAfter(70).endWatch(credentials, id)
    expect(await listAfter(71)).toEqual([])
    const file = v.parse(CaseFileSchema, saidBy(await relayAfter(72).caseFile(credentials, { id })))
    expect(isCaseOver(file)).toBe(true)
  })

  it('that is taken back in time changes nothing', async () => {
    const [id = ''] = open
    await relayAfter(1).addWatch(credentials, { id })
    await relayAfter(2).renameWatch(credentials, { id, name: 'Another' })
    expect(await listAfter(3)).toEqual([[id, 'Another', undefined]])
    await relayAfter(4).endWatch(credentials, id)
    expect(await listAfter(500)).toEqual([])
    const file = v.parse(CaseFileSchema, saidBy(await relayAfter(500).caseFile(credentials, { id })))
    expect(isCaseOver(file)).toBe(false)
  })
})
