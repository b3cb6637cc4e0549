/**
 * Persona's API, read-only by construction: a request is one of the paths below, asked with GET, at one fixed origin.
 * Nothing of a caller's request reaches it but values that have passed a schema.
 * Source: docs.withpersona.com, version 2025-12-08 (pagination, serialization, events, inquiries, inquiry sessions).
 */
import type { OpenFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { listFields } from '@inquiry-lens/shared/domain/fields.ts'
import type { Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import { type EventsFilter, matchesFilter } from '../../gateway/query.ts'
import { findHideable } from '../find-hideable.ts'
import { createPageSize, type PageSize } from '../page-size.ts'
import type { Projection } from '../projection.ts'
import { countDropped } from '../projection.ts'
import type { Fetched, FoundInquiries, ListRequest, Provider, UpstreamCall } from '../provider.ts'
import { type JsonBody, readJson } from '../read-json.ts'
import type { ShowName } from '../shown-names.ts'
import { createBatchFinder } from './find-batch.ts'
import {
  DEFAULT_PAGE_SIZE,
  listRows,
  PAGE_SIZE,
  PAGE_SIZES,
  readList,
  type SizedPage,
  takeNewer,
} from './list-rows.ts'
import { projectInquiry, projectSession } from './project.ts'
import { projectCase } from './project-case.ts'
import { projectEvent } from './project-event.ts'
import { projectSensitive } from './project-sensitive.ts'
import { idOf, problemOf, readAnswer, unreadable } from './read-answer.ts'
import { type ObjectBody, ObjectSchema } from './wire.ts'

const PATHS = {
  sessions: () => '/api/v1/inquiry-sessions',
  session: (id: string) => `/api/v1/inquiry-sessions/${encodeURIComponent(id)}`,
  events: () => '/api/v1/events',
  event: (id: string) => `/api/v1/events/${encodeURIComponent(id)}`,
  inquiries: () => '/api/v1/inquiries',
  inquiry: (id: string) => `/api/v1/inquiries/${encodeURIComponent(id)}`,
}
type ListName = 'sessions' | 'events' | 'inquiries'
const LIST_PATHS: ReadonlySet<string> = new Set([PATHS.sessions(), PATHS.events(), PATHS.inquiries()])

/** Of an inquiry, there is no `inquiry`, and asking for it does no harm. */
const SPARSE = { session: 'fields[inquiry-session]', inquiry: 'fields[inquiry]' } as const

/** Pinned: what a later version adds or renames must be read by a person first. */
const HEADERS = {
  Accept: 'application/json',
  'Persona-Version': '2025-12-08',
  'Key-Inflection': 'kebab',
}

/** Persona's most for inquiries; it names none for objects. */
const MAX_FILTER_IDS = 100

export interface PersonaParts {
  key: string
  origin: string
  environment: Environment
  limits: readonly CallLimit[]
  families: OpenFamilies
  referenceIdPattern: RegExp | null
  showName: ShowName
  fetch: (request: Request) => Promise<Response>
  now: () => number
}

type Parameters = Record<string, string | null | undefined>

interface RowReader<TItem> {
  /** For the count of what was dropped. */
  kind: string
  project: (raw: unknown) => Projection<TItem>
}

export function createPersona({
  key,
  origin,
  environment,
  limits,
  families,
  referenceIdPattern,
  showName,
  fetch,
  now,
}: PersonaParts): Provider {
  const shown = { referenceIdPattern, showName }
  /** Relationships count as fields in JSON:API, and might be left out with the rest if they were not named. */
  const inquiryFields = {
    'fields[inquiry]': listFields(
      'persona.inquiry',
      'basic',
      ...(referenceIdPattern ? (['by-pattern'] as const) : []),
    ).join(','),
  }
  const sessionFields = { 'fields[inquiry-session]': listFields('persona.session', 'basic').join(',') }
  const templateFields = {
    'fields[inquiry-template]': listFields('persona.inquiry-template', 'basic').join(','),
  }

  const sized = () => createPageSize({ sizes: PAGE_SIZES, usual: DEFAULT_PAGE_SIZE, now })
  const pageSizes: Record<ListName, PageSize> = { sessions: sized(), events: sized(), inquiries: sized() }
  /** How many events the longest page has had that was not the last. */
  let fullEventsPage: number | undefined
  const findBatch = createBatchFinder(now)

  const get = <TValue>(
    path: string,
    parameters: Parameters,
    readBody: (response: Response) => Promise<JsonBody<TValue>>,
    line: UpstreamCall,
  ): Promise<Fetched<TValue>> => line.send((abort) => getOnce(path, parameters, readBody, abort))

  async function getOnce<TValue>(
    path: string,
    parameters: Parameters,
    readBody: (response: Response) => Promise<JsonBody<TValue>>,
    abort: AbortSignal,
  ): Promise<Fetched<TValue>> {
    const url = new URL(path, origin)
    for (const [name, value] of Object.entries(parameters))
      if (value != null) url.searchParams.set(name, value)
    // A redirect would carry the key to wherever it points.
    const request = new Request(url, {
      headers: { ...HEADERS, Authorization: `Bearer ${key}` },
      redirect: 'manual',
      signal: abort,
    })
    let status: number | undefined
    try {
      const response = await fetch(request)
      status = response.status
      return await readAnswer(response, {
        readBody,
        isOfOne: !LIST_PATHS.has(path),
        now: now(),
      })
    } catch {
      const problem = abort.aborted
        ? problemOf('provider-timeout', 'Persona did not answer in time.')
        : problemOf('provider-unavailable', 'The connection to Persona failed.')
      return { ok: false, allowance: undefined, status, problem }
    }
  }

  /** `kind`: what the rows are, for the count of what was dropped. */
  async function getPage<TItem>(
    list: ListName,
    parameters: Parameters,
    { kind, project }: RowReader<TItem>,
    line: UpstreamCall,
  ): Promise<Fetched<SizedPage<TItem>>> {
    const pageSize = pageSizes[list]
    const { fetched, expected: size } = await pageSize.request(line, (asked) =>
      get(
        PATHS[list](),
        { ...parameters, 'page[size]': asked?.toString() },
        (response) => readList(response, kind, project),
        line,
      ),
    )
    if (fetched.ok && fetched.value.isCut) pageSize.shrink(fetched.value.rows.length)
    if (fetched.ok && list === 'events' && fetched.value.next !== null && !fetched.value.isCut) {
      fullEventsPage = Math.max(fullEventsPage ?? 0, fetched.value.rows.length)
    }
    if (fetched.ok) return { ...fetched, value: { ...fetched.value, size } }
    if (!fetched.problem.tooLarge || !pageSize.shrink()) return fetched
    return getPage(list, parameters, { kind, project }, line)
  }

  const list = <TItem>(
    name: ListName,
    filter: Parameters,
    request: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
    reader: RowReader<TItem>,
    line: UpstreamCall,
  ) => listRows(request, (after) => getPage(name, { ...filter, 'page[after]': after }, reader, line))

  /** `null`: there is none, or none that may be shown. */
  async function find<TItem>(
    path: string,
    id: string,
    parameters: Parameters,
    project: (body: ObjectBody) => Projection<TItem>,
    line: UpstreamCall,
  ): Promise<Fetched<TItem | null>> {
    const fetched = await get(path, parameters, readJson, line)
    if (!fetched.ok) {
      return fetched.problem.code === 'not-found'
        ? { ok: true, allowance: fetched.allowance, value: null, dropped: {} }
        : fetched
    }
    const body = v.safeParse(ObjectSchema, fetched.value)
    if (!body.success) return { ...fetched, ok: false, problem: unreadable('an answer without data') }
    if (idOf(body.output.data) !== id) {
      return { ...fetched, ok: false, problem: unreadable('another object than the one asked for') }
    }
    const { item, dropped } = project(body.output)
    const count = countDropped()
    count.add(dropped)
    return { ok: true, allowance: fetched.allowance, value: item, dropped: count.all }
  }

  const eventReader: RowReader<ProviderEvent> = {
    kind: 'event',
    project: (raw) => projectEvent(raw, families, showName),
  }

  const listEventRows = (
    { filter, ...request }: ListRequest<EventsFilter>,
    reader: RowReader<ProviderEvent>,
    line: UpstreamCall,
  ) =>
    list(
      'events',
      {
        'filter[name]': filter.name?.join(','),
        'filter[object-id]': filter.object?.join(','),
        'filter[id]': filter.id?.join(','),
      },
      request,
      reader,
      line,
    )

  /** Without `include`: Persona refuses it on lists. */
  const listInquiries = (
    filter: Parameters,
    request: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
    line: UpstreamCall,
  ) =>
    list<Inquiry>(
      'inquiries',
      { ...filter, ...inquiryFields },
      request,
      { kind: 'inquiry', project: (raw) => projectInquiry(raw, shown) },
      line,
    )

  return {
    id: 'persona',
    environment,
    limits,

    listSessions: (request, line) =>
      list(
        'sessions',
        { 'filter[inquiry-id]': request.filter.inquiry },
        request,
        { kind: 'session', project: projectSession },
        line,
      ),

    listEvents: (request, line) =>
      listEventRows(
        request,
        {
          ...eventReader,
          // By the relay's own meaning of a filter, so that held rows and Persona's answers are one list.
          project(raw) {
            const projected = eventReader.project(raw)
            return projected.item && !matchesFilter(projected.item, request.filter)
              ? { item: null, dropped: ['event row: beside the filter'] }
              : projected
          },
        },
        line,
      ),

    async listEventsBefore(before, line) {
      const fetched = await getPage('events', { 'page[before]': before }, eventReader, line)
      if (!fetched.ok) return fetched
      const { rows, isWhole } = takeNewer(fetched.value, { before, fullPage: fullEventsPage })
      const dropped = countDropped()
      for (const row of rows) dropped.add(row.dropped)
      return {
        ok: true,
        allowance: fetched.allowance,
        value: {
          items: rows.flatMap(({ item }) => item ?? []),
          newest: rows.find(({ id }) => id !== null)?.id ?? null,
          isWhole,
        },
        dropped: dropped.all,
      }
    },

    listInquiries: ({ filter, ...request }, line) =>
      listInquiries(
        {
          'filter[reference-id]': filter.reference,
          'filter[account-id]': filter.account?.join(','),
          'filter[status]': filter.state?.join(','),
          'filter[created-at-start]': filter.from,
          'filter[created-at-end]': filter.to,
        },
        request,
        line,
      ),

    findInquiries: (ids, line) =>
      findBatch(ids, async (batch, mayBeSize): Promise<Fetched<FoundInquiries>> => {
        if (!mayBeSize) pageSizes.inquiries.acquit(line)
        const filter = { 'filter[inquiry-id]': batch.join(',') }
        const fetched = await listInquiries(filter, { after: null, wanted: batch.length }, line)
        if (!fetched.ok) return fetched
        const { next, unreadable: unread } = fetched.value
        const items = fetched.value.items.filter(({ id }) => batch.includes(id))
        const absent = batch.filter((id) => items.every((item) => item.id !== id))
        // An incomplete list can't prove that an ID doesn't exist.
        const isComplete = next === null && !unread.includes(null)
        const unknown = new Set(isComplete ? absent.filter((id) => unread.includes(id)) : absent)
        return items.length === 0 && unknown.size > 0
          ? { ...fetched, ok: false, problem: unreadable('a list of other inquiries than those asked for') }
          : { ...fetched, value: { items, unknown } }
      }),

    async findCase(id, line) {
      const told = await find(
        PATHS.inquiry(id),
        id,
        { include: 'sessions,inquiry-template', ...inquiryFields, ...sessionFields, ...templateFields },
        ({ data, included }) => projectCase(data, included, shown),
        line,
      )
      if (!told.ok || told.value === null) return told.ok ? { ...told, value: null } : told
      const { objectIds, ...parts } = told.value
      const object = objectIds.slice(0, MAX_FILTER_IDS)
      const request = { filter: { object }, after: null, wanted: PAGE_SIZE }
      const events = await listEventRows(request, eventReader, line)
      return {
        ok: true,
        allowance: events.allowance ?? told.allowance,
        value: {
          about: 'inquiry',
          provider: 'persona',
          ...parts,
          // What is known of the inquiry is not given up for its events.
          ...(events.ok
            ? {
                events: events.value.items,
                eventsTruncated: events.value.next !== null || object.length < objectIds.length,
              }
            : { events: [], eventsTruncated: false, eventsMissing: true }),
        },
        dropped: { ...told.dropped, ...(events.ok && events.dropped) },
      }
    },

    findSession: (id, line) =>
      find<Session>(
        PATHS.session(id),
        id,
        { include: '', ...sessionFields },
        ({ data }) => projectSession(data),
        line,
      ),

    findEvent: (id, line) =>
      findHideable(
        line,
        (abort) => getOnce(PATHS.event(id), {}, readJson, abort),
        (body) => {
          const read = v.safeParse(ObjectSchema, body)
          return read.success && idOf(read.output.data) === id
            ? eventReader.project(read.output.data)
            : { item: null, dropped: ['event row: unreadable'] }
        },
      ),

    findSensitive: (kind, id, fields, line) =>
      find(
        PATHS[kind](id),
        id,
        { include: '', [SPARSE[kind]]: [...fields, 'inquiry'].join(',') },
        ({ data }) => projectSensitive(kind, fields, data),
        line,
      ),
  }
}
