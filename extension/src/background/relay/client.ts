/** The relay's API as the background calls it. */
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { type Activity, ActivitySchema } from '@inquiry-lens/shared/contract/activity.ts'
import { AuditSegmentsSchema, type Copied } from '@inquiry-lens/shared/contract/audit.ts'
import {
  type Config,
  ConfigSchema,
  type Health,
  type Me,
  MeSchema,
  type Paired,
  PairedSchema,
} from '@inquiry-lens/shared/contract/config.ts'
import {
  parseCheckpoint,
  parseRecentViewers,
  RECENT_VIEWERS_HEADER,
  type RecentViewer,
} from '@inquiry-lens/shared/contract/headers.ts'
import {
  EventsPageSchema,
  InquiriesPageSchema,
  LookupsSchema,
  SessionsPageSchema,
} from '@inquiry-lens/shared/contract/lists.ts'
import { type Revealed, RevealedSchema, type RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import {
  type AddWatch,
  type Watch,
  WatchesSchema,
  WatchSchema,
} from '@inquiry-lens/shared/contract/watches.ts'
import { type CaseFile, CaseFileSchema, type Inquiry, type Page } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type * as v from 'valibot'
import { err, ok, type Result } from '../../messages/failure.ts'
import type {
  AuditStatus,
  ListFilter,
  ListName,
  ListRows,
  Payload,
  RelayedName,
  RelayRoutes,
  Replies,
} from '../../messages/messages.ts'
import { MESSAGES } from '../../messages/table.ts'
import { isSample } from '../../stored.ts'
import { localFailure } from './failures.ts'
import {
  type Credentials,
  createRelayHttp,
  type Freshness,
  type RelayAnswer,
  type RelayHttpParts,
  type RelayRequest,
  readAnswer,
  readFailure,
  readTimeToLive,
  readValue,
} from './http.ts'

/** Conditions of a read. */
interface Terms {
  /** Bypasses the relay's cache, as far as its budget allows. */
  fresh?: boolean | undefined
  /** The ETag of the cached answer. */
  etag?: string | undefined
}

export type ListQuery<TName extends ListName> = ListFilter<TName> &
  Terms & {
    cursor?: string | undefined
    limit: number
  }

export interface LookupsAnswer extends Freshness {
  items: Lookup[]
  /** Seconds that it stays fresh, where the relay said so. */
  timeToLive: number | undefined
}

/** `seen`: which other agents opened it lately, newest first; empty where nothing changed. */
export type CaseAnswer = RelayAnswer<CaseFile> & { seen: RecentViewer[] }

/** `undefined`: unchanged. */
export type WatchesAnswer = { items: readonly Watch[]; etag: string | null } | undefined

export interface InquiriesQuery {
  provider: ProviderId
  /** The company's own number for the customer, whole. */
  reference?: string | undefined
  account?: string | undefined
  limit: number
}

/** The relay's API, one method for each request. */
export interface RelayClient {
  health(relay: string): Promise<Result<Health>>
  pair(relay: string, request: { code: string; keepSignedIn: boolean }): Promise<Result<Paired>>
  signOut(credentials: Pick<Credentials, 'relay' | 'token'>): Promise<Result<null>>
  /** `fresh`: asks again what the providers’ keys may not read. */
  me(credentials: Credentials, terms?: Pick<Terms, 'fresh'>): Promise<Result<Me>>
  config(credentials: Credentials): Promise<Result<Config>>
  lists: {
    [TName in ListName]: (
      credentials: Credentials,
      query: ListQuery<TName>,
    ) => Promise<Result<RelayAnswer<Page<ListRows[TName]>>>>
  }
  /** Newest first. */
  inquiries(credentials: Credentials, query: InquiriesQuery): Promise<Result<RelayAnswer<Page<Inquiry>>>>
  activity(
    credentials: Credentials,
    query: Payload<'app:activity.get'> & Pick<Terms, 'etag'>,
  ): Promise<Result<RelayAnswer<Activity>>>
  lookUp(credentials: Credentials, ids: string[]): Promise<Result<LookupsAnswer>>
  /** `id`: an inquiry's, or a session's that leads to its inquiry. */
  caseFile(credentials: Credentials, query: Terms & { id: string }): Promise<Result<CaseAnswer>>
  /** `etag`: the ETag of the known ones. It counts as no use of the sign-in. */
  watches(credentials: Credentials, terms: Pick<Terms, 'etag'>): Promise<Result<WatchesAnswer>>
  /** Opens the case. */
  addWatch(credentials: Credentials, watch: AddWatch): Promise<Result<Watch>>
  renameWatch(credentials: Credentials, watch: { id: string; name: string }): Promise<Result<null>>
  endWatch(credentials: Credentials, id: string): Promise<Result<null>>
  reveal(credentials: Credentials, request: RevealRequest): Promise<Result<Revealed>>
  /** Call it before the copy: without an audit entry there is none. */
  recordCopy(credentials: Credentials, copied: Copied): Promise<Result<null>>
  /** Reading the audit log leaves an entry, so nothing polls it. */
  auditStatus(credentials: Credentials): Promise<Result<AuditStatus>>
  /** By the route of the message’s declaration. */
  forward<TName extends RelayedName>(
    credentials: Credentials,
    name: TName,
    payload: Payload<TName>,
  ): Promise<Result<Replies[TName]>>
}

const ROUTES: RelayRoutes = MESSAGES

const SIGN_OUT_LIMIT_MS = 5_000
/** The relay gives up on a look-up after 4 s; 2 s are for the way. */
const LOOKUP_LIMIT_MS = 6_000

export function createRelayClient(options: RelayHttpParts): RelayClient {
  const { now, health, read, write, attempt } = createRelayHttp(options)

  const get = <T>(credentials: Credentials, call: RelayRequest, schema: v.GenericSchema<unknown, T>) =>
    read({ ...credentials, call, read: (response) => readValue(response, schema) })

  /** Sent once: the relay may already have done it, or written its audit entry. */
  const send = <T>(
    credentials: Pick<Credentials, 'relay'>,
    call: RelayRequest,
    schema: v.GenericSchema<unknown, T>,
  ) => write({ ...credentials, call, read: (response) => readValue(response, schema) })

  const readRows = <T>(
    credentials: Credentials,
    terms: Terms,
    call: RelayRequest,
    schema: v.GenericSchema<unknown, T>,
  ): Promise<Result<RelayAnswer<T>>> =>
    read({
      ...credentials,
      headers: headersOf(terms),
      call,
      read: (response) => readAnswer(response, schema, now()),
    })

  return {
    health,

    // The code works once, and the first try may have used it up.
    pair: (relay, json) => send({ relay }, (api) => api.access.pair.$post({ json }), PairedSchema),

    signOut: ({ relay, token }) =>
      attempt({
        relay,
        token,
        limit: SIGN_OUT_LIMIT_MS,
        call: (api) => api.access['sign-out'].$post(),
        read: readNothing,
      }),

    me: (credentials, terms = {}) =>
      read({
        ...credentials,
        headers: headersOf(terms),
        call: (api) => api.v1.me.$get(),
        read: (response) => readValue(response, MeSchema),
      }),
    config: (credentials) => get(credentials, (api) => api.v1.config.$get(), ConfigSchema),

    lists: {
      'app:sessions.list': (credentials, { provider, cursor, limit, fresh, etag, ...filter }) =>
        readRows(
          credentials,
          { fresh, etag },
          (api) => api.v1.sessions.$get({ query: { provider, cursor, limit, ...filter } }),
          SessionsPageSchema,
        ),
      'app:events.list': (credentials, { provider, cursor, limit, fresh, etag, names, objects }) =>
        readRows(
          credentials,
          { fresh, etag },
          (api) => api.v1.events.$get({ query: { provider, cursor, limit, name: names, object: objects } }),
          EventsPageSchema,
        ),
    },

    inquiries: (credentials, { provider, limit, reference, account }) =>
      readRows(
        credentials,
        {},
        (api) =>
          api.v1.inquiries.$get({
            query: { provider, limit, reference, account: account === undefined ? undefined : [account] },
          }),
        InquiriesPageSchema,
      ),

    activity: (credentials, { etag, ...query }) =>
      readRows(credentials, { etag }, (api) => api.v1.activity.$get({ query }), ActivitySchema),

    lookUp: (credentials, ids) =>
      // A POST because so many IDs don't fit in an address. It changes nothing, so it may be sent twice.
      read({
        ...credentials,
        limit: LOOKUP_LIMIT_MS,
        call: (api) => api.v1.lookups.$post({ json: { ids } }),
        async read(response) {
          const answer = await readAnswer(response, LookupsSchema, now())
          if (!answer.ok) return answer
          // A POST is never answered with “not modified” (RFC 9110, section 13.1.2).
          if (answer.value.unchanged) return err(localFailure('relay-unreadable'))
          const { source, asOf, value } = answer.value
          return ok({ source, asOf, items: value.items, timeToLive: readTimeToLive(response) })
        },
      }),

    caseFile: (credentials, { id, ...terms }) =>
      read({
        ...credentials,
        headers: headersOf(terms),
        call: (api) => api.v1.cases[':id'].$get({ param: { id } }),
        async read(response) {
          const answer = await readAnswer(response, CaseFileSchema, now())
          if (!answer.ok) return answer
          return ok({
            ...answer.value,
            seen: parseRecentViewers(response.headers.get(RECENT_VIEWERS_HEADER)),
          })
        },
      }),

    watches: (credentials, terms) =>
      read({
        ...credentials,
        headers: headersOf(terms),
        call: (api) => api.v1.watches.$get(),
        async read(response): Promise<Result<WatchesAnswer>> {
          if (response.status === 304) return ok(undefined)
          const answer = await readValue(response, WatchesSchema)
          return answer.ok ? ok({ ...answer.value, etag: response.headers.get('ETag') }) : answer
        },
      }),

    // A second time changes nothing but the audit log.
    addWatch: (credentials, json) => send(credentials, (api) => api.v1.watches.$post({ json }), WatchSchema),

    renameWatch: (credentials, { id, name }) =>
      write({
        ...credentials,
        call: (api) => api.v1.watches[':id'].$post({ param: { id }, json: { name } }),
        read: readNothing,
      }),

    endWatch: (credentials, id) =>
      write({
        ...credentials,
        call: (api) => api.v1.watches[':id'].$delete({ param: { id } }),
        read: readNothing,
      }),

    reveal: (credentials, json) => send(credentials, (api) => api.v1.reveals.$post({ json }), RevealedSchema),

    recordCopy: (credentials, json) =>
      write({ ...credentials, call: (api) => api.v1.audit.$post({ json }), read: readNothing }),

    auditStatus: (credentials) =>
      read({
        ...credentials,
        call: (api) => api.v1.audit.segments.$get(),
        async read(response) {
          const segments = await readValue(response, AuditSegmentsSchema)
          if (!segments.ok) return segments
          const head = parseCheckpoint(response.headers.get(CHECKPOINT_HEADER))
          return ok({ ...segments.value, head: head ?? null })
        },
      }),

    forward(credentials, name, payload) {
      const { kind, call, answer } = ROUTES[name].route
      const request = kind === 'read' ? read : write
      return request({
        ...credentials,
        call: (api) => call(api, payload),
        read: (response) => readValue(response, answer),
      })
    },
  }
}

const readNothing = async (response: Response): Promise<Result<null>> =>
  response.ok ? ok(null) : err(await readFailure(response))

const headersOf = ({ fresh, etag }: Terms): Record<string, string> => ({
  ...(etag && { 'If-None-Match': etag }),
  ...(fresh && { 'Cache-Control': 'no-cache' }),
})

/**
 * The client of each request's relay: sample mode's address has its own. Each client is created at its first request, so
 * that sample mode has none that could open a connection.
 */
export function createLiveOrSample(
  createLive: () => RelayClient,
  createSamples: () => RelayClient,
): RelayClient {
  const live = once(createLive)
  const samples = once(createSamples)
  const of = (request: { relay: string }): RelayClient => (isSample(request) ? samples() : live())

  return {
    health: (relay) => of({ relay }).health(relay),
    pair: (relay, request) => of({ relay }).pair(relay, request),
    signOut: (credentials) => of(credentials).signOut(credentials),
    me: (credentials, terms) => of(credentials).me(credentials, terms),
    config: (credentials) => of(credentials).config(credentials),
    lists: {
      'app:sessions.list': (credentials, query) =>
        of(credentials).lists['app:sessions.list'](credentials, query),
      'app:events.list': (credentials, query) => of(credentials).lists['app:events.list'](credentials, query),
    },
    inquiries: (credentials, query) => of(credentials).inquiries(credentials, query),
    activity: (credentials, query) => of(credentials).activity(credentials, query),
    lookUp: (credentials, ids) => of(credentials).lookUp(credentials, ids),
    caseFile: (credentials, query) => of(credentials).caseFile(credentials, query),
    watches: (credentials, terms) => of(credentials).watches(credentials, terms),
    addWatch: (credentials, watch) => of(credentials).addWatch(credentials, watch),
    renameWatch: (credentials, watch) => of(credentials).renameWatch(credentials, watch),
    endWatch: (credentials, id) => of(credentials).endWatch(credentials, id),
    reveal: (credentials, request) => of(credentials).reveal(credentials, request),
    recordCopy: (credentials, copied) => of(credentials).recordCopy(credentials, copied),
    auditStatus: (credentials) => of(credentials).auditStatus(credentials),
    forward: (credentials, name, payload) => of(credentials).forward(credentials, name, payload),
  }
}

function once<T>(create: () => T): () => T {
  let created: T | undefined
  return () => {
    created ??= create()
    return created
  }
}
