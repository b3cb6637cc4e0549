/**
 * The relay client of sample mode: answers from fictional rows, without a connection or an audit log. One inquiry fails to
 * open, to show a failure too.
 */

import { API_VERSION, type Config, SERVICE } from '@inquiry-lens/shared/contract/config.ts'
import { LIMIT } from '@inquiry-lens/shared/contract/lists.ts'
import type { Watch } from '@inquiry-lens/shared/contract/watches.ts'
import { type ActiveCase, countActivity, snapToBuckets } from '@inquiry-lens/shared/domain/activity.ts'
import { isCaseOver, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { groupOfState, lastActiveAt } from '@inquiry-lens/shared/domain/case-group.ts'
import { stateOfInquiry, stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import { followEnding, WATCH_LIMITS } from '@inquiry-lens/shared/domain/ending.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { classifyObjectId, isObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import {
  type CaseFile,
  CaseFileSchema,
  type Inquiry,
  type Page,
  type ProviderEvent,
  type Session,
  type Source,
} from '@inquiry-lens/shared/domain/model.ts'
import {
  type Lookup,
  type Summary,
  summarizeInquiry,
  summarizeSession,
} from '@inquiry-lens/shared/domain/summary.ts'
import { hintsOf } from '@inquiry-lens/shared/insight/hints.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { err, ok } from '../../messages/failure.ts'
import type { Account, SamplesView } from '../../messages/messages.ts'
import { SAMPLE_RELAY, type SampleWatch, sampleWatches } from '../../stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure, problemFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'

/** `samples.json`: fictional customers of both providers. */
const SamplesSchema = v.array(
  v.object({
    /** What an agent may want to see it for; `null`: it belongs to another. */
    title: v.nullable(v.string()),
    /** Whether its case can be read: one shows how that fails. */
    opens: v.boolean(),
    file: CaseFileSchema,
  }),
)
type Sample = v.InferOutput<typeof SamplesSchema>[number]
type InquiryCase = Extract<CaseFile, { about: 'inquiry' }>

/** The same cases again, earlier, so that there are pages to scroll through. */
const ROUNDS = 6
const ROUND_MS = 230 * 60_000
/** Where an ID or a customer's number has its round. */
const FIRST_ROUND = /(DemoData\w{15}|facade00-0000-4000-8000-0000000000\d|SAMPLE-1)1/g

/** `begin`: when the sample sign-in began, in milliseconds since the epoch. */
function readRound(text: string, begin: number, round: number): Sample[] {
  const start = begin - round * ROUND_MS
  const json: unknown = JSON.parse(text.replace(FIRST_ROUND, `$1${round + 1}`), (key, value: unknown) =>
    key.endsWith('At') && typeof value === 'number' ? new Date(start + value * 1_000).toISOString() : value,
  )
  return v.parse(SamplesSchema, json).filter(({ opens }) => opens || round === 0)
}

const idOf = ({ file }: Sample): string => (file.about === 'inquiry' ? file.inquiry.id : file.session.id)

/** One case of each kind, for the tour. */
export const listSamples = (text: string): SamplesView['items'] =>
  readRound(text, 0, 0).flatMap((sample) =>
    sample.title === null ? [] : [{ id: idOf(sample), about: sample.title }],
  )

interface SampleWorld {
  /** All of them, newest first. */
  sessions: Readonly<Record<ProviderId, Session[]>>
  events: ProviderEvent[]
  /** All events of the inquiries that these objects belong to. */
  eventsOf(objects: readonly string[]): ProviderEvent[]
  activeCases(provider: ProviderId): ActiveCase[]
  inquiriesOf(whose: { reference?: string | undefined; account?: string | undefined }): Inquiry[]
  lookUp(id: string): Lookup
  /** `closed`: it can't be read. */
  caseOf(id: string): CaseFile | 'closed' | undefined
}

export function makeSampleWorld(text: string, begin: number): SampleWorld {
  const samples = Array.from({ length: ROUNDS }, (_, round) => readRound(text, begin, round)).flat()
  const closed = new Set(samples.filter(({ opens }) => !opens).map(idOf))
  const inquiries = samples.flatMap(({ file }) => (file.about === 'inquiry' ? [file] : []))
  const flows = samples.flatMap(({ file }) => (file.about === 'session' ? [file] : []))
  const deepidv = newestFirst(flows.map(({ session }) => session))
  const eventsOf = (cases: readonly InquiryCase[]) => newestFirst(cases.flatMap(({ events }) => events))

  function summarize(id: string): Summary | undefined {
    const flow = deepidv.find((session) => session.id === id)
    if (flow) return summarizeSession(flow)
    for (const found of inquiries) {
      const summary = summarizeIn(found, id)
      if (summary) return summary
    }
    return undefined
  }

  return {
    sessions: { persona: newestFirst(inquiries.flatMap(({ sessions }) => sessions)), deepidv },
    events: eventsOf(inquiries),
    eventsOf: (objects) => eventsOf(inquiries.filter((one) => objects.some((id) => isIn(one, id)))),

    activeCases: (provider) =>
      provider === 'deepidv'
        ? deepidv.map((session) => ({
            id: session.id,
            at: Date.parse(lastActiveAt(session) ?? ''),
            group: groupOfState(stateOfSession(session)),
          }))
        : inquiries.map(({ inquiry, events }) => ({
            id: inquiry.id,
            at: Math.max(...events.map(({ createdAt }) => Date.parse(createdAt ?? ''))),
            group: groupOfState(stateOfInquiry('persona', inquiry)),
          })),

    inquiriesOf: ({ reference, account }) =>
      newestFirst(
        inquiries
          .map(({ inquiry }) => inquiry)
          .filter(
            ({ referenceId, accountId }) =>
              (reference === undefined || referenceId === reference) &&
              (account === undefined || accountId === account),
          ),
      ),

    lookUp(id) {
      if (closed.has(id)) return { id, outcome: 'not-asked', reason: 'provider-timeout' }
      if (!isObjectId(id, 'inquiry', 'session', 'event'))
        return { id, outcome: 'not-asked', reason: 'no-lookup' }
      const summary = summarize(id)
      return summary ? { id, outcome: 'found', summary } : { id, outcome: 'not-found' }
    },

    caseOf(id) {
      const inquiry = inquiries.find((one) => isIn(one, id))
      if (inquiry) return closed.has(inquiry.inquiry.id) ? 'closed' : { ...inquiry, hints: hintsOf(inquiry) }
      const flow = flows.find(({ session }) => session.id === id)
      if (!flow) return undefined
      const externalId = flow.session.flow?.externalId
      const related = deepidv.filter((one) => one.id !== id && one.flow?.externalId === externalId)
      return { ...flow, related, hints: hintsOf(flow) }
    },
  }
}

const newestFirst = <TRow extends { createdAt: string | null }>(rows: readonly TRow[]): TRow[] =>
  rows.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))

const isIn = ({ inquiry, sessions, events }: InquiryCase, id: string): boolean =>
  inquiry.id === id ||
  inquiry.accountId === id ||
  sessions.some((session) => session.id === id) ||
  events.some(({ object }) => object?.id === id)

function summarizeIn({ inquiry, sessions, events }: InquiryCase, id: string): Summary | undefined {
  if (inquiry.id === id) return summarizeInquiry(inquiry)
  const session = sessions.find((one) => one.id === id)
  if (session) return summarizeSession(session)
  const event = events.find((one) => one.id === id)
  return (
    event && {
      provider: inquiry.provider,
      kind: 'event',
      id,
      inquiryId: inquiry.id,
      status: null,
      name: event.name,
      at: event.createdAt,
      redacted: false,
      flow: null,
    }
  )
}

/** A cursor is the ID of the last row. */
function pageOf<TRow extends { id: string }>(
  rows: readonly TRow[],
  { cursor, limit = LIMIT.default }: { cursor?: string | undefined; limit?: number | undefined },
): Page<TRow> {
  const start = cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + 1
  const items = rows.slice(start, start + limit)
  const last = items.at(-1)
  return { items, next: last && start + limit < rows.length ? last.id : null }
}

const FRESH_SECONDS = 60

const CONFIG: Config = {
  providers: PROVIDER_IDS.map((provider) => ({ provider, environment: 'sandbox', dashboard: null })),
  eventFamilies: [...OPEN_FAMILIES],
  idPatterns: PROVIDER_IDS.map((provider) => ({ provider, pattern: 'SAMPLE-####' })),
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
  replyLanguages: {},
}

const sourceOf = (provider: ProviderId): Source => ({ provider, environment: 'sandbox', state: 'fresh' })

const isDeniedToAll = async () => err(problemFailure('role-refused', 'Samples have no admin.'))

interface SampleRelayDeps {
  now: () => number
  /** The text of `samples.json`, from the extension's package. */
  readSamples: () => Promise<string>
}

export function createSampleRelay({ now, readSamples }: SampleRelayDeps): RelayClient {
  let cached: { token: string; world: SampleWorld } | undefined

  async function worldFor({ token }: Pick<Credentials, 'token'>): Promise<SampleWorld> {
    if (cached?.token !== token)
      cached = { token, world: makeSampleWorld(await readSamples(), beginOf(token)) }
    return cached.world
  }

  /** What is watched and open is approved a minute later. */
  async function findCase(credentials: Credentials, id: string): Promise<CaseFile | 'closed' | undefined> {
    const found = (await worldFor(credentials)).caseOf(id)
    if (!found || found === 'closed' || isCaseOver(found)) return found
    const watch = ((await sampleWatches.get()) ?? []).find((one) => one.id === subjectOf(found))
    const at = watch && Date.parse(watch.createdAt) + WATCHED_MS
    return at !== undefined && at <= now() ? approve(found, new Date(at).toISOString()) : found
  }

  async function lookUpAll(credentials: Credentials, ids: readonly string[]): Promise<Lookup[]> {
    const { lookUp } = await worldFor(credentials)
    return Promise.all(
      ids.map(async (id): Promise<Lookup> => {
        const lookup = lookUp(id)
        const found = lookup.outcome === 'found' ? await findCase(credentials, id) : undefined
        if (!found || found === 'closed' || subjectOf(found) !== id) return lookup
        const summary =
          found.about === 'inquiry' ? summarizeInquiry(found.inquiry) : summarizeSession(found.session)
        return { id, outcome: 'found', summary }
      }),
    )
  }

  const answer = <T>(provider: ProviderId, value: T) =>
    ok({ unchanged: false as const, value, etag: null, source: sourceOf(provider), asOf: now() })

  return {
    health: async () => ok({ service: SERVICE, api: [API_VERSION], build: 'samples' }),
    pair: async () => err(localFailure('not-a-relay')),
    signOut: async () => ok(null),
    me: async ({ token }) =>
      ok({
        agent: SAMPLE_AGENT,
        expiresAt: expiryOf(beginOf(token)),
        providers: CONFIG.providers.map(({ provider, environment }) => ({
          provider,
          environment,
          state: 'answering',
        })),
      }),
    config: async () => ok(CONFIG),

    lists: {
      'app:sessions.list': async (credentials, { provider = 'persona', inquiry, externalId, ...paging }) => {
        const rows = (await worldFor(credentials)).sessions[provider]
        const wanted = rows.filter(
          ({ inquiryId, flow }) =>
            (inquiry === undefined || inquiryId === inquiry) &&
            (externalId === undefined || flow?.externalId === externalId),
        )
        return answer(provider, pageOf(wanted, paging))
      },
      'app:events.list': async (credentials, { names = [], objects = [], ...paging }) => {
        const world = await worldFor(credentials)
        const rows = objects.length === 0 ? world.events : world.eventsOf(objects)
        const wanted = rows.filter(({ name }) => names.length === 0 || names.includes(name))
        return answer('persona', pageOf(wanted, paging))
      },
    },

    inquiries: async (credentials, { limit, ...whose }) =>
      answer('persona', pageOf((await worldFor(credentials)).inquiriesOf(whose), { limit })),

    activity: async (credentials, { provider = 'persona', etag: _, ...range }) => {
      const window = snapToBuckets(range, now())
      if (!window) return err(problemFailure('invalid-parameter'))
      const cases = (await worldFor(credentials)).activeCases(provider)
      return answer(provider, countActivity(cases, window, Number.NEGATIVE_INFINITY))
    },

    lookUp: async (credentials, ids) =>
      ok({
        items: await lookUpAll(credentials, ids),
        source: sourceOf(classifyObjectId(ids[0] ?? '')?.provider ?? 'persona'),
        asOf: now(),
        timeToLive: FRESH_SECONDS,
      }),

    caseFile: async (credentials, { id }) => {
      const found = await findCase(credentials, id)
      if (!found) return err(problemFailure('not-found'))
      if (found === 'closed') return err(problemFailure('provider-timeout', 'This sample never opens.'))
      return ok({
        unchanged: false,
        value: found,
        etag: null,
        source: sourceOf(found.provider),
        asOf: now(),
        seen: [],
      })
    },

    watches: async (credentials) => {
      const watches = ((await sampleWatches.get()) ?? []).filter(({ isSeen }) => !isSeen)
      const lookups = await lookUpAll(
        credentials,
        watches.map(({ id }) => id),
      )
      const items = watches.map((watch, index) => watchOf(watch, lookups[index], now()))
      return ok({ items, etag: null })
    },
    addWatch: async (credentials, { id, name = null }) => {
      const found = await findCase(credentials, id)
      if (!found || found === 'closed') return err(problemFailure('not-found'))
      const own = { id: subjectOf(found), name: name || null, createdAt: new Date(now()).toISOString() }
      const others = ((await sampleWatches.get()) ?? []).filter((one) => one.id !== own.id)
      if (others.length >= WATCH_LIMITS.watches) return err(problemFailure('watches-full'))
      await sampleWatches.set([own, ...others])
      const [lookup] = await lookUpAll(credentials, [own.id])
      return ok(watchOf(own, lookup, now()))
    },
    renameWatch: async (_, { id, name }) => {
      const watches = (await sampleWatches.get()) ?? []
      await sampleWatches.set(watches.map((one) => (one.id === id ? { ...one, name: name || null } : one)))
      return ok(null)
    },
    endWatch: async (_, id) => {
      const isOver = ({ createdAt }: SampleWatch) => Date.parse(createdAt) + WATCHED_MS <= now()
      const watches = (await sampleWatches.get()) ?? []
      // What has ended stays so.
      await sampleWatches.set(
        watches.flatMap((one) => (one.id !== id ? one : isOver(one) ? { ...one, isSeen: true } : [])),
      )
      return ok(null)
    },

    reveal: async () =>
      err(problemFailure('role-refused', 'In the samples there is nothing behind the mask.')),
    recordCopy: async () => ok(null),

    auditStatus: isDeniedToAll,
    forward: isDeniedToAll,
  }
}

const WATCHED_MS = 60_000

const approve = (file: CaseFile, at: string): CaseFile =>
  file.about === 'inquiry'
    ? {
        ...file,
        inquiry: {
          ...file.inquiry,
          ...{ status: 'approved', nextStep: null, updatedAt: at, decisionedAt: at },
          completedAt: file.inquiry.completedAt ?? at,
        },
      }
    : {
        ...file,
        session: {
          ...file.session,
          status: 'VERIFIED',
          flow: file.session.flow && { ...file.session.flow, updatedAt: at, submittedAt: at },
        },
      }

function watchOf({ isSeen: _, ...watch }: SampleWatch, lookup: Lookup | undefined, now: number): Watch {
  const until = new Date(Date.parse(watch.createdAt) + WATCH_LIMITS.days * 86_400_000).toISOString()
  const provider = classifyObjectId(watch.id)?.provider ?? 'persona'
  const ended = lookup ? followEnding(null, lookup, { now, isCertain: true }) : null
  return { ...watch, provider, environment: 'sandbox', until, ended }
}

const SAMPLE_AGENT = { email: 'you@samples.example', role: 'agent' } as const

const THIRTY_DAYS_MS = 30 * 86_400_000
const expiryOf = (begin: number): string => new Date(begin + THIRTY_DAYS_MS).toISOString()

/** The token holds the start of the sign-in alone, from which the samples are dated back. */
const tokenOf = (begin: number): string => `begun ${begin}`
const beginOf = (token: string): number => Number(token.replace(/^begun /, '')) || 0

/** A sign-in that ends with the browser. */
export const makeSampleSignIn = (begin: number): { account: Account; token: string } => ({
  account: { relay: SAMPLE_RELAY, ...SAMPLE_AGENT, expiresAt: expiryOf(begin), keepSignedIn: false },
  token: tokenOf(begin),
})
