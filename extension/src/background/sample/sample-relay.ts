/**
 * The relay client's twin of sample mode: the same questions answered from fictional rows, without a connection, a key
 * or a record. One inquiry fails to open, since that is something to see too.
 */
import { API_VERSION, type Config, LIMIT, SERVICE } from '@inquiry-lens/shared/api.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/event-families.ts'
import type { Lookup, Page, Source, Summary } from '@inquiry-lens/shared/model.ts'
import { isObjectId } from '@inquiry-lens/shared/object-id.ts'
import { fail, type Result, succeed } from '../../failure.ts'
import type { SamplesView } from '../../messages.ts'
import { localFailure } from '../local-failure.ts'
import { problemFailure } from '../problem-failure.ts'
import type { Answer } from '../relay-answer.ts'
import type { Credentials, RelayClient } from '../relay-client.ts'
import { PERSONA_STORIES } from './persona-stories.ts'
import { caseFileOf, makePersonaCases, type SampleCase } from './persona-world.ts'
import { beginOf, expiryOf, SAMPLE_AGENT } from './sample-account.ts'
import { samplePersonaId } from './sample-ids.ts'

/** Of these the list knows, and the case does not open. */
export const FAILING_INQUIRY = samplePersonaId('inq', 12)
const SOURCE: Source = { provider: 'persona', environment: 'sandbox', state: 'fresh' }
const FRESH_SECONDS = 60

const CONFIG: Config = {
  // No dashboard: there is nothing to open in one.
  providers: [{ provider: 'persona', environment: 'sandbox', dashboard: null }],
  eventFamilies: [...OPEN_FAMILIES],
  idPatterns: [],
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
}

/** One case of each kind, for whoever wants to be shown around. */
export const listSamples = (): SamplesView['items'] =>
  PERSONA_STORIES.map(({ about }, number) => ({ id: samplePersonaId('inq', number), about })).concat({
    id: FAILING_INQUIRY,
    about: 'One that can’t be read just now',
  })

/** There is no relay to look after. */
const nobodyMay = async () => fail(problemFailure('role-refused', 'Samples have no admin.'))

export function createSampleRelay({ now }: { now: () => number }): RelayClient {
  let world: { token: string; cases: SampleCase[] } | undefined

  function casesFor({ token }: Pick<Credentials, 'token'>): SampleCase[] {
    if (world?.token !== token) world = { token, cases: makePersonaCases(beginOf(token)) }
    return world.cases
  }

  const freshNow = () => ({ source: SOURCE, asOf: now() })
  const answer = <T>(value: T): Result<Answer<T>> =>
    succeed({ ...freshNow(), unchanged: false, value, etag: null })

  return {
    health: async () => succeed({ service: SERVICE, api: [API_VERSION], build: 'samples' }),
    // Nobody pairs with the samples: they are a click away.
    pair: async () => fail(localFailure('not-a-relay')),
    signOut: async () => succeed(null),
    me: async ({ token }) =>
      succeed({
        agent: SAMPLE_AGENT,
        expiresAt: expiryOf(beginOf(token)),
        providers: CONFIG.providers.map(({ provider, environment }) => ({
          provider,
          environment,
          state: 'answering',
        })),
      }),
    config: async () => succeed(CONFIG),

    lists: {
      'app:sessions.list': async (credentials, { inquiry, cursor, limit }) => {
        const rows = newestFirst(casesFor(credentials).flatMap(({ sessions }) => sessions))
        return answer(
          pageOf(
            rows.filter(({ inquiryId }) => !inquiry || inquiryId === inquiry),
            cursor,
            limit,
          ),
        )
      },
      'app:events.list': async (credentials, { names = [], objects = [], cursor, limit }) => {
        const cases = casesFor(credentials)
        const wanted = objects.length === 0 ? cases : cases.filter((one) => objects.some(isIn(one)))
        const rows = newestFirst(wanted.flatMap(({ events }) => events))
        return answer(
          pageOf(
            rows.filter(({ name }) => names.length === 0 || names.includes(name)),
            cursor,
            limit,
          ),
        )
      },
    },

    lookUp: async (credentials, ids) =>
      succeed({
        items: ids.map((id) => lookUp(casesFor(credentials), id)),
        source: SOURCE,
        asOf: now(),
        timeToLive: FRESH_SECONDS,
      }),

    caseFile: async (credentials, { id }) => {
      const found = casesFor(credentials).find((one) => isIn(one)(id))
      if (!found) return fail(problemFailure('not-found'))
      if (found.inquiry.id === FAILING_INQUIRY)
        return fail(problemFailure('provider-timeout', 'This sample never opens.'))
      return succeed({ ...freshNow(), unchanged: false, value: caseFileOf(found), etag: null, seen: [] })
    },

    reveal: async () =>
      fail(problemFailure('role-refused', 'In the samples there is nothing behind the mask.')),
    // Fictional people are nobody’s secret, and there is no record.
    noteTaken: async () => succeed(null),

    listAgents: nobodyMay,
    addAgent: nobodyMay,
    revokeAgent: nobodyMay,
    revokeAll: nobodyMay,
    searchRecord: nobodyMay,
    recordStanding: nobodyMay,
    reportGate: nobodyMay,
  }
}

const isIn =
  ({ inquiry, sessions, events }: SampleCase) =>
  (id: string): boolean =>
    inquiry.id === id ||
    inquiry.accountId === id ||
    sessions.some((session) => session.id === id) ||
    events.some((event) => event.object?.id === id)

const newestFirst = <TRow extends { createdAt: string | null }>(rows: readonly TRow[]): TRow[] =>
  rows.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))

/** A cursor is the ID of the last row, as it is at Persona. */
function pageOf<TRow extends { id: string }>(
  rows: readonly TRow[],
  cursor: string | undefined,
  limit: number = LIMIT.usual,
): Page<TRow> {
  const start = cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + 1
  const items = rows.slice(start, start + limit)
  const last = items.at(-1)
  return { items, next: last && start + limit < rows.length ? last.id : null }
}

function lookUp(cases: readonly SampleCase[], id: string): Lookup {
  if (id === FAILING_INQUIRY) return { id, outcome: 'not-asked', reason: 'provider-timeout' }
  if (!isObjectId(id, 'inquiry', 'session', 'event')) return { id, outcome: 'not-asked', reason: 'no-lookup' }
  for (const found of cases) {
    const summary = summarise(found, id)
    if (summary) return { id, outcome: 'found', summary }
  }
  return { id, outcome: 'not-found' }
}

function summarise({ inquiry, sessions, events }: SampleCase, id: string): Summary | undefined {
  const common = { provider: inquiry.provider, id, inquiryId: inquiry.id, flow: null }
  const redacted = inquiry.redactedAt !== null
  const session = sessions.find((one) => one.id === id)
  const event = events.find((one) => one.id === id)
  if (inquiry.id === id) {
    const at = inquiry.redactedAt ?? inquiry.decisionedAt ?? inquiry.completedAt ?? inquiry.createdAt
    return { ...common, kind: 'inquiry', status: inquiry.status, name: null, at, redacted }
  }
  if (session) {
    const at = session.startedAt ?? session.createdAt
    return { ...common, kind: 'session', status: session.status, name: null, at, redacted: false }
  }
  if (event)
    return { ...common, kind: 'event', status: null, name: event.name, at: event.createdAt, redacted: false }
  return undefined
}
