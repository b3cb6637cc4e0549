/**
 * A provider with arbitrary answers for a while: routes recover within 10 minutes, lists end, and only table fields
 * leave. `FUZZ_RUNS=200 FUZZ_SEED=1000` tries more.
 */
import { reset, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type Problem, ProblemSchema } from '@inquiry-lens/shared/contract/problems.ts'
import { isThorough } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { CANARY } from '@inquiry-lens/test/fake-providers/app.ts'
import { createRandom, type Random } from '@inquiry-lens/test/fake-providers/common/random.ts'
import {
  createFuzz,
  type Fuzz,
  MUTATIONS,
  type Mutation,
} from '@inquiry-lens/test/fake-providers/faults/fuzz.ts'
import * as v from 'valibot'
import { describe, expect, inject, it, vi } from 'vitest'
import { json, openRelay, type RelayUnderTest } from '../../../testing/relay-under-test.ts'

const ROWS = 20
const SECOND = 1_000
const MINUTE = 60 * SECOND
const BACK_OFF_MS = 10 * MINUTE

const PageSchema = v.object({
  items: v.array(v.looseObject({ id: v.string() })),
  next: v.nullable(v.string()),
})
const LookupsSchema = v.object({ items: v.array(v.object({ id: v.string(), outcome: v.string() })) })

const LISTS = [
  '/v1/events?limit=100',
  '/v1/sessions?provider=persona&limit=100',
  '/v1/sessions?provider=persona&limit=17',
  '/v1/events?limit=50&name=inquiry.created,inquiry.approved',
  '/v1/inquiries?provider=persona&limit=30',
  '/v1/sessions?provider=deepidv&limit=40',
] as const
const MAX_PAGES = 60
/** These let a provider deny an event in a valid form. Old pages are cached for a day. */
const FALSE_WORDS: readonly Mutation[] = ['rows', 'members', 'shape']

interface Objects {
  paths: string[]
  ids: string[]
}

function findObjects({ providers }: RelayUnderTest): Objects {
  const { persona, deepidv } = providers.control.known()
  const [inquiry] = Object.values(persona.sandbox)
  const [session] = Object.values(deepidv.sandbox)
  if (!inquiry || !session) throw new Error('The fakes know no stories')
  const ids = [inquiry.inquiry, ...inquiry.sessions.slice(0, 1), session.session]
  return {
    ids,
    paths: [
      ...ids.map((id) => `/v1/cases/${id}`),
      `/v1/sessions/${inquiry.sessions[0]}`,
      `/v1/sessions/${session.session}`,
      `/v1/events/${inquiry.events[0]}`,
      `/v1/sessions?provider=persona&inquiry=${inquiry.inquiry}`,
      `/v1/events?object=${inquiry.inquiry}`,
    ],
  }
}

function openScene() {
  vi.useFakeTimers({ toFake: ['Date'] })
  const relay = openRelay({ rows: ROWS })
  let agents = 0
  let token = ''
  const changeAgent = async () => {
    token = await relay.signIn(`agent${++agents}@example.com`)
  }
  return {
    relay,
    objects: findObjects(relay),
    arrived: [''],
    pass: (ms: number) => vi.setSystemTime(Date.now() + ms),
    changeAgent,
    request: (path: string, init?: ReturnType<typeof json>) => relay.request(path, { token, ...init }),
  }
}

type Scene = ReturnType<typeof openScene>

/** Follows `next` to the end; fails on a loop. A refused page ends the list with its status and reason. */
async function walk({ request, pass, changeAgent }: Scene, path: string): Promise<string[]> {
  const rows: string[] = []
  const cursors = new Set<string>()
  let next: string | null = null
  do {
    const answer = await request(next === null ? path : `${path}&cursor=${next}`)
    const text = await answer.text()
    expect(text, path).not.toContain(CANARY)
    if (answer.status !== 200) {
      return [...rows, `${answer.status} ${expectProblem(path, answer, text).detail}`]
    }
    const page = v.parse(PageSchema, JSON.parse(text))
    rows.push(...page.items.map(({ id }) => id))
    next = page.next
    if (next !== null) expect(cursors.has(next), `${path} leads to ${next} again`).toBe(false)
    if (next !== null) cursors.add(next)
    expect(cursors.size, `${path} has no end`).toBeLessThan(MAX_PAGES)
    if (cursors.size % 10 === 9) {
      pass(MINUTE)
      await changeAgent()
    }
  } while (next !== null)
  return rows
}

function expectProblem(path: string, answer: Response, text: string): Problem {
  expect(answer.status, `${path}: ${text}`).not.toBe(500)
  return v.parse(ProblemSchema, JSON.parse(text))
}

async function requestObjects({ request, objects }: Scene): Promise<{ path: string; status: number }[]> {
  const statuses: { path: string; status: number }[] = []
  for (const path of objects.paths) {
    const answer = await request(path)
    const text = await answer.text()
    if (answer.status !== 200) expectProblem(path, answer, text)
    expect(text, path).not.toContain(CANARY)
    statuses.push({ path, status: answer.status })
  }
  const answer = await request('/v1/lookups', json({ ids: objects.ids }))
  const text = await answer.text()
  if (answer.status !== 200) expectProblem('/v1/lookups', answer, text)
  const outcomes = answer.status === 200 ? v.parse(LookupsSchema, JSON.parse(text)).items : []
  statuses.push({
    path: '/v1/lookups',
    status: outcomes.every(({ outcome }) => outcome === 'found') ? answer.status : 0,
  })
  return statuses
}

async function readLists(scene: Scene): Promise<Record<string, string[]>> {
  const lists: Record<string, string[]> = {}
  for (const path of LISTS) {
    await scene.changeAgent()
    lists[path] = await walk(scene, path)
    scene.pass(MINUTE)
  }
  return lists
}

const stored = (name: string) =>
  runInDurableObject(env.PROVIDER_GATEWAY.getByName(name), (_, { storage }) =>
    JSON.stringify(
      storage.sql
        .exec<{ name: string }>(
          `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'`,
        )
        .toArray()
        .map((table) => storage.sql.exec(`SELECT * FROM "${table.name}"`).toArray()),
      (_key, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value),
    ),
  )

async function work(scene: Scene, random: Random): Promise<void> {
  const { emit, emitSession } = scene.relay.providers.control
  for (let rounds = random.between(1, 3); rounds > 0; rounds--) {
    await scene.changeAgent()
    if (random.chance(0.5)) {
      const { inquiry, session, event } = emit({})
      scene.arrived.push(inquiry, session ?? '', event ?? '', emitSession({}).session)
    }
    for (const path of LISTS) if (random.chance(0.7)) await walk(scene, path)
    if (random.chance(0.8)) await requestObjects(scene)
    scene.pass(random.between(1, 90) * SECOND)
  }
}

/** Background refreshes end with the fault. */
async function settle(fuzz: Fuzz): Promise<void> {
  for (let turns = 0; turns < 5; turns++) {
    await fuzz.idle()
    await new Promise((done) => setTimeout(done, 20))
  }
}

async function survives(seed: number, mutations: readonly [Mutation, ...Mutation[]]): Promise<void> {
  const random = createRandom(seed)
  const scene = openScene()
  const { relay, pass } = scene
  const before = await readLists(scene)
  for (const path of LISTS) expect(before[path]?.length ?? 0, path).toBeGreaterThan(0)
  await scene.changeAgent()
  expect((await requestObjects(scene)).filter(({ status }) => status !== 200)).toEqual([])
  pass(random.between(0, 30) * MINUTE)
  if (random.chance(0.3)) await reset()

  const honest = relay.providers.fetch
  const fuzz = createFuzz({ seed, mutations, share: random.pick([0.2, 0.6, 1]) }, honest)
  relay.providers.fetch = fuzz.fetch
  await work(scene, random)
  relay.providers.fetch = honest
  await settle(fuzz)
  if (random.chance(0.5)) await work(scene, random)

  pass(BACK_OFF_MS)
  const message = `seed ${seed}:\n${fuzz.struck.join('\n')}`
  const after = await readLists(scene)
  await scene.changeAgent()
  expect(
    (await requestObjects(scene)).filter(({ status }) => status !== 200),
    message,
  ).toEqual([])
  const hasArrived = (id: string) => scene.arrived.includes(id)
  const hasFalseData = mutations.some((one) => FALSE_WORDS.includes(one))
  for (const path of LISTS.filter((list) => !hasFalseData || !list.startsWith('/v1/events'))) {
    const rows = after[path] ?? []
    expect(
      rows.filter((id) => !hasArrived(id)),
      `${path}, ${message}`,
    ).toEqual(before[path])
    expect(new Set(rows).size, `${path}, ${message}`).toBe(rows.length)
  }
  const shown = new Set(Object.values(after).flat())
  expect(
    scene.arrived.filter((id) => id !== '' && !shown.has(id) && !(hasFalseData && id.startsWith('evt_'))),
    message,
  ).toEqual([])
  for (const name of ['persona:sandbox', 'deepidv:sandbox'])
    expect(await stored(name), message).not.toContain(CANARY)
  expect(relay.log(), message).not.toContain(CANARY)
}

const { runs, seed: firstSeed } = inject('fuzz')
const seeds = Array.from({ length: runs }, (_, index) => firstSeed + index)

/** Those that put false words in an answer together, so that the others are held to every list. */
const MIXED = [
  ['rows', 'members', 'shape'],
  ['text', 'slow'],
  ['cursor', 'headers'],
  ['status', 'reset'],
] as const satisfies [Mutation, ...Mutation[]][]

it('mixes every mutation', () => {
  expect(MIXED.flat().toSorted()).toEqual(MUTATIONS.toSorted())
})

const groups: { mutations: [Mutation, ...Mutation[]] }[] = isThorough()
  ? MUTATIONS.map((mutation) => ({ mutations: [mutation] }))
  : MIXED.map((mutations) => ({ mutations: [...mutations] }))

describe.each(groups)('a provider whose $mutations is odd for some minutes', ({ mutations }) => {
  it.each(seeds)('leaves no trace (seed %i)', (seed) => survives(seed, mutations))
})

describe('a provider where everything is odd for some minutes', () => {
  it.each(seeds)('leaves no trace (seed %i)', (seed) => survives(seed, MUTATIONS))
})
