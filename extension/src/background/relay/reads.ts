/** What the providers say, as the relay passes it on: lists, case files, and what became of IDs. */
import {
  EventsPageSchema,
  InquiriesPageSchema,
  LookupsSchema,
  SessionsPageSchema,
} from '@inquiry-lens/shared/contract/api.ts'
import {
  parseRecentViewers,
  RECENT_VIEWERS_HEADER,
  type RecentViewer,
} from '@inquiry-lens/shared/contract/recent-viewers.ts'
import {
  type CaseFile,
  CaseFileSchema,
  type Inquiry,
  type Lookup,
  type Page,
} from '@inquiry-lens/shared/domain/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { ListFilter, ListName, ListRows } from '../../messages/messages.ts'
import { type Freshness, type RelayAnswer, readAnswer, readTimeToLive } from './decode.ts'
import type { Credentials, RelayHttp, RelayRequest } from './http.ts'
import { localFailure } from './local-failure.ts'

/** On which terms something is asked for. */
interface Terms {
  /** Ask the provider anew, as far as its budget allows. */
  fresh?: boolean | undefined
  /** Of the answer that the asker holds. */
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

export interface InquiriesQuery {
  provider: ProviderId
  /** The company's own number for the customer, whole. */
  reference?: string | undefined
  account?: string | undefined
  limit: number
}

export interface ReadsClient {
  lists: {
    [TName in ListName]: (
      credentials: Credentials,
      question: ListQuery<TName>,
    ) => Promise<Result<RelayAnswer<Page<ListRows[TName]>>>>
  }
  /** Newest first. */
  inquiries(credentials: Credentials, question: InquiriesQuery): Promise<Result<RelayAnswer<Page<Inquiry>>>>
  lookUp(credentials: Credentials, ids: string[]): Promise<Result<LookupsAnswer>>
  /** `id`: an inquiry's, or a session's that leads to its inquiry. */
  caseFile(credentials: Credentials, question: Terms & { id: string }): Promise<Result<CaseAnswer>>
}

/** The relay gives up on a look-up after 4 s; 2 s are for the way. */
const LOOK_UP_LIMIT_MS = 6_000

export function createReadsClient({ now, read }: RelayHttp): ReadsClient {
  function request<T>(
    credentials: Credentials,
    terms: Terms,
    call: RelayRequest,
    schema: Parameters<typeof readAnswer<T>>[1],
  ): Promise<Result<RelayAnswer<T>>> {
    return read({
      ...credentials,
      headers: headersOf(terms),
      call,
      read: (response) => readAnswer(response, schema, now()),
    })
  }

  return {
    lists: {
      'app:sessions.list': (credentials, question) =>
        request(
          credentials,
          question,
          (api) => api.v1.sessions.$get({ query: { ...paging(question), ...sessionFilter(question) } }),
          SessionsPageSchema,
        ),
      'app:events.list': (credentials, question) =>
        request(
          credentials,
          question,
          (api) =>
            api.v1.events.$get({
              query: { ...paging(question), name: question.names, object: question.objects },
            }),
          EventsPageSchema,
        ),
    },

    inquiries: (credentials, { provider, reference, account, limit }) =>
      request(
        credentials,
        {},
        (api) =>
          api.v1.inquiries.$get({
            query: {
              ...paging({ provider, limit }),
              reference,
              account: account === undefined ? undefined : [account],
            },
          }),
        InquiriesPageSchema,
      ),

    lookUp: (credentials, ids) =>
      // A POST, since that many IDs fit no address; it changes nothing, so that it may be asked twice.
      read({
        ...credentials,
        limit: LOOK_UP_LIMIT_MS,
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
  }
}

const headersOf = ({ fresh, etag }: Terms): Record<string, string> => ({
  ...(etag && { 'If-None-Match': etag }),
  ...(fresh && { 'Cache-Control': 'no-cache' }),
})

const paging = ({ provider, cursor, limit }: ListQuery<ListName>) => ({ provider, cursor, limit })

const sessionFilter = ({
  inquiry,
  externalId,
  workflow,
  scope,
  from,
  to,
}: ListQuery<'app:sessions.list'>) => ({
  inquiry,
  externalId,
  workflow,
  scope,
  from,
  to,
})
