/**
 * The relay client of sample mode: answers from fictional rows, without a connection or an audit log. One inquiry fails to
 * open, to show a failure too.
 */
import { API_VERSION, type Config, SERVICE } from '@inquiry-lens/shared/contract/config.ts'
import { countActivity, snapToBuckets } from '@inquiry-lens/shared/domain/activity.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { err, ok } from '../../messages/failure.ts'
import type { Account } from '../../messages/messages.ts'
import { SAMPLE_RELAY } from '../../stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure, problemFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import { makeSampleWorld, pageOf, type SampleWorld } from './sample-world.ts'

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
        items: ids.map((await worldFor(credentials)).lookUp),
        source: sourceOf(classifyObjectId(ids[0] ?? '')?.provider ?? 'persona'),
        asOf: now(),
        timeToLive: FRESH_SECONDS,
      }),

    caseFile: async (credentials, { id }) => {
      const found = (await worldFor(credentials)).caseOf(id)
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

    reveal: async () =>
      err(problemFailure('role-refused', 'In the samples there is nothing behind the mask.')),
    recordCopy: async () => ok(null),

    listAgents: isDeniedToAll,
    addAgent: isDeniedToAll,
    revokeAgent: isDeniedToAll,
    revokeAll: isDeniedToAll,
    searchRecord: isDeniedToAll,
    auditStatus: isDeniedToAll,
    readGatewaySnapshot: isDeniedToAll,
  }
}

export const SAMPLE_AGENT = { email: 'you@samples.example', role: 'agent' } as const

const THIRTY_DAYS_MS = 30 * 86_400_000
export const expiryOf = (begin: number): string => new Date(begin + THIRTY_DAYS_MS).toISOString()

/** The token holds the start of the sign-in alone, from which the samples are dated back. */
const tokenOf = (begin: number): string => `begun ${begin}`
export const beginOf = (token: string): number => Number(token.replace(/^begun /, '')) || 0

/** A sign-in that ends with the browser. */
export const makeSampleSignIn = (begin: number): { account: Account; token: string } => ({
  account: { relay: SAMPLE_RELAY, ...SAMPLE_AGENT, expiresAt: expiryOf(begin), keepSignedIn: false },
  token: tokenOf(begin),
})
