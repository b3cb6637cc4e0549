/**
 * What every adapter promises the gateway, held against the fakes in `npm test`, and against true sandboxes by
 * `npm run conformance`. Read-only, and seen to be.
 */
import { CaseFileSchema, type Session, SessionSchema } from '@inquiry-lens/shared/domain/model.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SessionsFilter } from '../../worker/src/gateway/query.ts'
import type { Fetched, UpstreamCall } from '../../worker/src/providers/provider.ts'
import { describeWalk, type RawWalk, readRawId, readRawPage, walkRaw } from './raw-deepidv.ts'
import { findSandboxes, listFakes, type Target } from './targets.ts'

const targets = process.env.CONFORMANCE === 'sandboxes' ? findSandboxes(process.env) : listFakes()

const line: UpstreamCall = { send: (request) => request(AbortSignal.timeout(10_000)) }

/** Names of what was left out, for a count: never a value. */
const DROPPED = /^[a-z][a-z .:_A-Z-]*$/

function open(target: Target, key = target.key) {
  const requests: Request[] = []
  const provider = target.create({
    key,
    fetch(request) {
      requests.push(request)
      return target.send(request)
    },
  })
  const list = async (filter: SessionsFilter = {}, after: string | null = null, wanted = 20) =>
    expectValue(await provider.listSessions({ filter, after, wanted }, line))
  return { provider, requests, list }
}

function expectValue<TValue>(fetched: Fetched<TValue>): TValue {
  if (!fetched.ok) throw new Error(`${fetched.problem.code}: ${fetched.problem.detail}`)
  for (const name of Object.keys(fetched.dropped)) expect(name).toMatch(DROPPED)
  return fetched.value
}

const timesOf = (rows: readonly Session[]) => rows.map(({ createdAt }) => createdAt ?? '')

describe.each(targets)('$name', (target) => {
  const { provider, requests, list } = open(target)
  let newest: Session[] = []
  let next: string | null = null

  beforeAll(async () => {
    const page = await list()
    newest = page.items
    next = page.next
  })

  it('lists sessions newest first, each once, in our model', () => {
    for (const row of newest) expect(v.parse(SessionSchema, row)).toEqual(row)
    expect(newest.every((row) => row.provider === target.id)).toBe(true)
    expect(timesOf(newest)).toEqual(timesOf(newest).toSorted().toReversed())
    expect(new Set(newest.map(({ id }) => id)).size).toBe(newest.length)
  })

  it('goes on behind its cursor without a row of the page before', async ({ skip }) => {
    if (next === null) return skip('there is one page alone')
    const { items } = await list({}, next)
    const known = new Set(newest.map(({ id }) => id))
    expect(items.filter(({ id }) => known.has(id))).toEqual([])
    const edge = timesOf(newest).at(-1) ?? ''
    expect(timesOf(items).every((time) => time <= edge)).toBe(true)
  })

  it('goes on behind any row, too', async ({ skip }) => {
    const [first, second, third] = newest
    if (!first || !second || !third) return skip('there are fewer than three sessions')
    const { items } = await list({}, first.id)
    expect(items.slice(0, 2).map(({ id }) => id)).toEqual([second.id, third.id])
  })

  it('finds one by its ID', async ({ skip }) => {
    const [first] = newest
    if (!first) return skip('there is no session')
    const found = expectValue(await provider.findSession(first.id, line))
    expect(v.parse(SessionSchema, found)).toMatchObject({ id: first.id, createdAt: first.createdAt })
  })

  it('tells a case of what its cases are about', async ({ skip }) => {
    const [first] = newest
    const { casesAbout } = PROVIDERS[target.id]
    const id = casesAbout === 'inquiry' ? first?.inquiryId : first?.id
    if (id == null) return skip('there is no session')
    const file = v.parse(CaseFileSchema, expectValue(await provider.findCase(id, line)))
    expect(file.about).toBe(casesAbout)
    expect(file.about === 'inquiry' ? file.inquiry.id : file.session.id).toBe(id)
  })

  it('obeys its filters', async ({ skip }) => {
    const [first] = newest
    const last = newest.at(-1)
    if (!first || !last) return skip('there is no session')
    if (target.id === 'persona') {
      const { items } = await list({ inquiry: first.inquiryId ?? '' })
      expect(items.map(({ inquiryId }) => inquiryId)).toEqual(items.map(() => first.inquiryId))
      return
    }
    const period = { from: last.createdAt ?? '', to: first.createdAt ?? '' }
    expect((await list(period)).items.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id]))
    expect(
      timesOf((await list(period)).items).every((time) => time >= period.from && time <= period.to),
    ).toBe(true)
    const flow = newest.find((one) => one.flow?.externalId && one.flow.workflow)?.flow
    if (!flow) return skip('no session has an external ID and a workflow')
    const ofOne = (await list({ externalId: flow.externalId ?? '' })).items
    expect(new Set(ofOne.map((row) => row.flow?.externalId))).toEqual(new Set([flow.externalId]))
    const ofWorkflow = (await list({ workflow: flow.workflow?.id })).items
    expect(new Set(ofWorkflow.map((row) => row.flow?.workflow?.id))).toEqual(new Set([flow.workflow?.id]))
  })

  describe.runIf(target.id === 'deepidv')('its raw list', () => {
    const PAGE = 50
    let walked: RawWalk

    beforeAll(async () => {
      walked = await walkRaw(target, PAGE)
    })

    it('ends with a null token, holds every session once, and says its order', ({ skip }) => {
      console.info(`${target.name}: ${describeWalk(walked)}`)
      if (!walked.isWhole) return skip('it is longer than is read here')
      const ids = walked.pages.flat().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(walked.pages.every((page) => page.length <= PAGE)).toBe(true)
    })

    it('includes both ends of a period', async ({ skip }) => {
      const [first] = walked.pages.flat()
      if (!first) return skip('there is no session')
      const period = `start_date=${first.createdAt}&end_date=${first.createdAt}`
      const { sessions } = await readRawPage(target, `by_organization=true&${period}`)
      expect(sessions.map(({ id }) => id)).toContain(first.id)
      // A sandbox may answer the same sessions whatever is asked; the adapter compares the dates again.
      const outside = sessions.filter(({ createdAt }) => createdAt !== first.createdAt)
      console.info(`${target.name}: ${outside.length === 0 ? 'goes by dates' : 'ignores dates'}`)
    })

    it('holds no session that is newer than what the adapter shows first', ({ skip }) => {
      if (!walked.isWhole) return skip('it is longer than is read here')
      const times = walked.pages
        .flat()
        .filter(({ isVisible }) => isVisible)
        .map(({ createdAt }) => createdAt)
      expect(newest[0]?.createdAt ?? '').toBe(times.toSorted().at(-1) ?? '')
    })

    it('holds as many sessions as the adapter shows, to the end', async ({ skip }) => {
      if (!walked.isWhole) return skip('it is longer than is read here')
      const shown: string[] = []
      for (let after: string | null = null, pages = 0; pages < 100; pages++) {
        const page: Awaited<ReturnType<typeof list>> = await list({}, after)
        shown.push(...page.items.map(({ id }) => id))
        after = page.next
        if (after === null) break
      }
      const visible = walked.pages.flat().filter(({ isVisible }) => isVisible)
      expect(shown.toSorted()).toEqual(visible.map(({ id }) => id).toSorted())
    })

    it('answers the asked session by its ID', async ({ skip }) => {
      const [first] = walked.pages.flat()
      if (!first) return skip('there is no session')
      expect(await readRawId(target, first.id)).toBe(first.id)
    })
  })

  it('says when its key is refused', async () => {
    const wrong = open(target, `${target.key}-of-no-account`)
    const fetched = await wrong.provider.listSessions({ filter: {}, after: null, wanted: 1 }, line)
    expect(fetched.ok ? null : fetched.problem.code).toBe('provider-key-refused')
  })

  it('has asked with GET alone, at one origin, with the key in a header', () => {
    expect(requests.length).toBeGreaterThan(3)
    for (const { method, url, redirect } of requests) {
      expect([method, new URL(url).origin, redirect]).toEqual([
        'GET',
        new URL(target.origin).origin,
        'manual',
      ])
      expect(url).not.toContain(target.key)
    }
  })
})
