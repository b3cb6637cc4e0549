/**
 * Answers of a provider, spoilt at random: deterministic for a seed and an order of calls. It stands in front of the
 * fakes, knows both providers' lists by their shape, and nothing else of them.
 */
import { createRandom, type Random } from '../common/random.ts'
import { ConnectionReset } from './transport-faults.ts'

/**
 * `status`, `headers`: odd ones. `text`: no JSON, or cut off. `shape`: another JSON value. `members`: missing, null,
 * huge or of another type, one by one or by name in the whole answer; in another order. `rows`: repeated, reordered, or
 * missing. `cursor`: leads to itself, to the start, or nowhere. `slow`, `reset`: of the connection.
 */
export const MUTATIONS = [
  'status',
  'headers',
  'text',
  'shape',
  'members',
  'rows',
  'cursor',
  'slow',
  'reset',
] as const
export type Mutation = (typeof MUTATIONS)[number]

type Fetch = (request: Request) => Promise<Response>

export interface Fuzz {
  fetch: Fetch
  /** What was done so far, in order. */
  readonly struck: readonly string[]
  /** Resolves once no call is under way. */
  idle(): Promise<void>
}

export interface FuzzOptions {
  seed: number
  mutations: readonly [Mutation, ...Mutation[]]
  /** Of the calls, how many are spoilt: 0 to 1. */
  share: number
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Members = { [name: string]: Json }

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const STATUSES = [
  201, 204, 206, 301, 304, 400, 401, 402, 403, 404, 409, 410, 418, 422, 429, 500, 502, 503, 504, 599,
] as const
const NUMBERS = [
  '',
  ' ',
  '-1',
  '0',
  '0.5',
  '1',
  '300',
  '1795340000',
  '1e99',
  'NaN',
  'Infinity',
  '9'.repeat(40),
  '3, 4',
  'soon',
] as const
const HEADERS = {
  'RateLimit-Limit': NUMBERS,
  'RateLimit-Remaining': NUMBERS,
  'RateLimit-Reset': NUMBERS,
  'Retry-After': [...NUMBERS, 'Wed, 21 Oct 2099 07:28:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', '86400'],
  'Content-Type': [
    '',
    'text/html',
    'application/json; charset=utf-16',
    'nonsense',
    'application/vnd.api+json',
  ],
  'Request-Id': ['', ' ', 'x'.repeat(8_000), '"quoted"; a=b', '\u00fc\u00e9', '../../etc'],
  'Content-Length': ['0', '1', '99999999'],
  'Content-Encoding': ['identity', 'nonsense'],
  Date: ['', 'yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT'],
} as const
const ODD_TEXTS = [
  '',
  ' ',
  'null',
  '<!doctype html><title>Hello</title>',
  '{"data":',
  '\ufeff{}',
  '{}{}',
  '\u0000',
  '[[[[',
] as const
const ODD_SHAPES = [
  null,
  true,
  0,
  'text',
  [],
  {},
  { data: null },
  { data: {} },
  { data: [[]] },
  { errors: [] },
  { sessions: null },
  { sessions: {} },
  { sessions: [null, 1, 'x', []] },
  { data: [null, 1, 'x', []] },
] as const
const ODD_VALUES: readonly [Json, ...Json[]] = [
  null,
  true,
  false,
  0,
  -1,
  1e300,
  '',
  ' ',
  'x',
  'x'.repeat(50_000),
  '\u0000\u202e',
  '2026-13-45T99:99:99Z',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  [],
  {},
  [null],
  { data: null },
  { data: [] },
  { id: 7 },
]

export function createFuzz({ seed, mutations, share }: FuzzOptions, honest: Fetch): Fuzz {
  const random = createRandom(seed)
  const struck: string[] = []
  const pending = new Set<Promise<unknown>>()

  async function answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    if (!random.chance(share)) return honest(request)
    const mutation = random.pick(mutations)
    // Drawn before the answer, so that concurrent calls don't disturb each other's.
    const own = createRandom(random.between(0, 2 ** 31))
    struck.push(`${mutation} of ${pathname}${search}`)
    return spoil(mutation, own, request, honest)
  }

  return {
    struck,
    fetch(request) {
      const answered = answer(request)
      const ended: Promise<unknown> = answered.catch(() => {}).finally(() => pending.delete(ended))
      pending.add(ended)
      return answered
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}

async function spoil(mutation: Mutation, random: Random, request: Request, honest: Fetch): Promise<Response> {
  switch (mutation) {
    case 'reset':
      throw new ConnectionReset()
    case 'slow':
      await new Promise((settle) => setTimeout(settle, random.between(5, 60)))
      return honest(request)
    case 'status': {
      const answer = await honest(request)
      const status = random.pick(STATUSES)
      const body = random.chance(0.5) ? await answer.text() : random.pick(ODD_TEXTS)
      return respond(answer, status === 204 || status === 304 ? null : body, status)
    }
    case 'headers': {
      const answer = await honest(request)
      const headers = new Headers(answer.headers)
      for (const [name, values] of Object.entries(HEADERS)) {
        if (random.chance(0.5)) continue
        if (random.chance(0.2)) headers.delete(name)
        else headers.set(name, values[random.between(0, values.length - 1)] ?? '')
      }
      return new Response(await answer.text(), { status: answer.status, headers })
    }
    case 'text': {
      const answer = await honest(request)
      const text = await answer.text()
      return respond(
        answer,
        random.chance(0.5) ? text.slice(0, random.between(0, text.length)) : random.pick(ODD_TEXTS),
      )
    }
    case 'shape': {
      const answer = await honest(request)
      return respond(answer, JSON.stringify(random.pick(ODD_SHAPES)))
    }
    case 'cursor':
      return spoilCursor(random, request, honest)
    case 'members':
    case 'rows': {
      const answer = await honest(request)
      const body: Json = JSON.parse(await answer.text())
      if (mutation === 'members') spoilMembers(random, body)
      else spoilRows(random, body)
      return respond(answer, JSON.stringify(body))
    }
  }
}

function respond(answer: Response, body: string | null, status = answer.status): Response {
  const headers = new Headers(answer.headers)
  headers.delete('Content-Length')
  return new Response(body, { status, headers })
}

async function spoilCursor(random: Random, request: Request, honest: Fetch): Promise<Response> {
  const url = new URL(request.url)
  const asked = url.searchParams.get('next_token')
  if (random.chance(0.3)) {
    for (const name of ['next_token', 'page[after]', 'page[before]']) url.searchParams.delete(name)
    return honest(new Request(url, request))
  }
  const answer = await honest(request)
  const body: Json = JSON.parse(await answer.text())
  if (isMembers(body) && 'next_token' in body) {
    body.next_token = random.pick([asked ?? 'loop', 'loop', '', 7, {}, null, 'x'.repeat(10_000)] as const)
  } else if (isMembers(body) && isMembers(body.links)) {
    const links = [
      url.pathname + url.search,
      '/api/v1/events',
      'nonsense',
      '',
      7,
      {},
      null,
      'https://elsewhere.example/',
    ] as const
    body.links[random.chance(0.7) ? 'next' : 'prev'] = random.pick(links)
  }
  return respond(answer, JSON.stringify(body))
}

/** Each object and list in a JSON value, itself included. */
function* containersIn(value: Json): Generator<Json[] | Members> {
  if (typeof value !== 'object' || value === null) return
  yield value
  for (const member of Object.values(value)) yield* containersIn(member)
}

function spoilMembers(random: Random, body: Json): void {
  const objects = [...containersIn(body)].filter(isMembers)
  const pickObject = () => objects[random.between(0, objects.length - 1)]
  for (let times = random.between(1, 6); times > 0; times--) {
    const object = pickObject()
    const names = Object.keys(object ?? {})
    const name = names[random.between(0, names.length - 1)]
    if (!object || name === undefined) continue
    const value = random.pick(ODD_VALUES)
    const isMissing = random.chance(0.3)
    // One member, or every member of this name.
    for (const one of random.chance(0.3) ? objects.filter((other) => name in other) : [object]) {
      if (isMissing) delete one[name]
      else one[name] = structuredClone(value)
    }
  }
  const reordered = pickObject()
  if (reordered && random.chance(0.5)) {
    const members = Object.entries(reordered).reverse()
    for (const [name] of members) delete reordered[name]
    Object.assign(reordered, Object.fromEntries(members))
  }
}

function spoilRows(random: Random, body: Json): void {
  const rows = isMembers(body) ? [body.data, body.sessions].find((list) => Array.isArray(list)) : undefined
  if (!Array.isArray(rows) || rows.length === 0) return
  const at = () => random.between(0, rows.length - 1)
  const actions: readonly [() => unknown, ...(() => unknown)[]] = [
    () => rows.reverse(),
    () => rows.splice(at(), 0, structuredClone(rows[at()] ?? null)),
    () => rows.push(...structuredClone(rows)),
    () => rows.splice(at(), random.between(1, 5)),
    () => rows.splice(at(), 0, random.pick(ODD_VALUES)),
    () => rows.splice(0),
    () => rows.sort(() => random.next() - 0.5),
  ]
  for (let times = random.between(1, 3); times > 0 && rows.length > 0; times--) random.pick(actions)()
}
