/**
 * The relay client's twin of sample mode: the same questions answered from fictional rows, without a connection, a key
 * or a record. One inquiry fails to open, since that is something to see too.
 */
import { API_VERSION, type Config, SERVICE } from '@inquiry-lens/shared/contract/config.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { err, ok } from '../../messages/failure.ts'
import type { SamplesView } from '../../messages/messages.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure, problemFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import { DEEPIDV_STORIES } from './deepidv.ts'
import { PERSONA_STORIES } from './persona.ts'
import { beginOf, expiryOf, SAMPLE_AGENT } from './sample-account.ts'
import { pageOf, samplePersonaId, sampleUuid } from './sample-ids.ts'
import { FAILING_INQUIRY, makeSampleWorld, type SampleWorld } from './sample-world.ts'

const FRESH_SECONDS = 60

const CONFIG: Config = {
  // No dashboard: there is nothing to open in one.
  providers: PROVIDER_IDS.map((provider) => ({ provider, environment: 'sandbox', dashboard: null })),
  eventFamilies: [...OPEN_FAMILIES],
  idPatterns: PROVIDER_IDS.map((provider) => ({ provider, pattern: 'SAMPLE-\\d{4}' })),
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
  replyLanguages: {},
}

const sourceOf = (provider: ProviderId): Source => ({ provider, environment: 'sandbox', state: 'fresh' })

/** One case of each kind, for whoever wants to be shown around. */
export const listSamples = (): SamplesView['items'] => [
  ...PERSONA_STORIES.map(({ about }, number) => ({ id: samplePersonaId('inq', number), about })),
  { id: FAILING_INQUIRY, about: 'One that can’t be read just now' },
  ...DEEPIDV_STORIES.map(({ about }, number) => ({ id: sampleUuid(number), about })),
]

/** There is no relay to look after. */
const isDeniedToAll = async () => err(problemFailure('role-refused', 'Samples have no admin.'))

export function createSampleRelay({ now }: { now: () => number }): RelayClient {
  let held: { token: string; world: SampleWorld } | undefined

  function worldFor({ token }: Pick<Credentials, 'token'>): SampleWorld {
    if (held?.token !== token) held = { token, world: makeSampleWorld(beginOf(token)) }
    return held.world
  }

  const answer = <T>(provider: ProviderId, value: T) =>
    ok({ unchanged: false as const, value, etag: null, source: sourceOf(provider), asOf: now() })

  return {
    health: async () => ok({ service: SERVICE, api: [API_VERSION], build: 'samples' }),
    // Nobody pairs with the samples: they are a click away.
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
      'app:sessions.list': async (
        credentials,
        { provider = 'persona', inquiry, externalId, ...question },
      ) => {
        const rows = worldFor(credentials).sessions[provider]
        const wanted = rows.filter(
          ({ inquiryId, flow }) =>
            (inquiry === undefined || inquiryId === inquiry) &&
            (externalId === undefined || flow?.externalId === externalId),
        )
        return answer(provider, pageOf(wanted, question))
      },
      'app:events.list': async (credentials, { names = [], objects = [], ...question }) => {
        const world = worldFor(credentials)
        const rows = objects.length === 0 ? world.events : world.eventsOf(objects)
        const wanted = rows.filter(({ name }) => names.length === 0 || names.includes(name))
        return answer('persona', pageOf(wanted, question))
      },
    },

    inquiries: async (credentials, { limit, ...whose }) =>
      answer('persona', pageOf(worldFor(credentials).inquiriesOf(whose), { limit })),

    lookUp: async (credentials, ids) =>
      ok({
        items: ids.map(worldFor(credentials).lookUp),
        source: sourceOf(classifyObjectId(ids[0] ?? '')?.provider ?? 'persona'),
        asOf: now(),
        timeToLive: FRESH_SECONDS,
      }),

    caseFile: async (credentials, { id }) => {
      const found = worldFor(credentials).caseOf(id)
      if (!found) return err(problemFailure('not-found'))
      if (found.about === 'inquiry' && found.inquiry.id === FAILING_INQUIRY)
        return err(problemFailure('provider-timeout', 'This sample never opens.'))
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
    // Fictional people are nobody’s secret, and there is no record.
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
