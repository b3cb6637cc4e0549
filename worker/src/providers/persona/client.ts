/**
 * Persona's API, read-only by construction: a request is one of the paths below, asked with GET, at one fixed origin.
 * Nothing of a caller's request reaches it but values that have passed a schema.
 * Source: docs.withpersona.com, version 2025-12-08 (pagination, serialization, events, inquiries, inquiry sessions).
 */
import type { OpenFamilies } from '@inquiry-lens/shared/event-families.ts'
import { listFields } from '@inquiry-lens/shared/fields.ts'
import type { Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../call-limit.ts'
import { countDropped } from '../count-dropped.ts'
import type { Projection } from '../projection.ts'
import type { Allowance, Fetched, Line, ListRequest, Provider, UpstreamPage } from '../provider.ts'
import { projectEvent, projectInquiry, projectSession } from './project.ts'
import { projectCase } from './project-case.ts'
import { projectSensitive } from './project-sensitive.ts'
import { cursorOf, idOf, problemOf, readAnswer, unreadable } from './read-answer.ts'
import { ListSchema, type ObjectBody, ObjectSchema } from './wire.ts'

const PATHS = {
  sessions: () => '/api/v1/inquiry-sessions',
  session: (id: string) => `/api/v1/inquiry-sessions/${encodeURIComponent(id)}`,
  events: () => '/api/v1/events',
  event: (id: string) => `/api/v1/events/${encodeURIComponent(id)}`,
  inquiries: () => '/api/v1/inquiries',
  inquiry: (id: string) => `/api/v1/inquiries/${encodeURIComponent(id)}`,
}

/** Of an inquiry, there is no `inquiry`, and asking for it does no harm. */
const SPARSE = { session: 'fields[inquiry-session]', inquiry: 'fields[inquiry]' } as const

/** Pinned: what a later version adds or renames must be read by a person first. */
const HEADERS = {
  Accept: 'application/json',
  'Persona-Version': '2025-12-08',
  'Key-Inflection': 'kebab',
}

/** Persona's most. Its usual 10 would cost ten times the requests. */
const PAGE_SIZE = 100
/** Where the size is ignored, or nothing on a page may be shown, this many requests make one answer at most. */
const MOST_REQUESTS_A_PAGE = 10
/** Persona's most for inquiries; it names none for objects. */
const MOST_IDS_IN_A_FILTER = 100

export interface PersonaParts {
  key: string
  origin: string
  environment: Environment
  limits: readonly CallLimit[]
  families: OpenFamilies
  referenceIdPattern: RegExp | null
  fetch: (request: Request) => Promise<Response>
}

type Parameters = Record<string, string | null | undefined>

export function createPersona({
  key,
  origin,
  environment,
  limits,
  families,
  referenceIdPattern,
  fetch,
}: PersonaParts): Provider {
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

  /** Persona documents no `page[size]` for sessions. Once it has refused one, it is not sent again. */
  let sessionSizeRefused = false

  const get = (path: string, parameters: Parameters, line: Line): Promise<Fetched<unknown>> =>
    line.send((signal) => getOnce(path, parameters, signal))

  async function getOnce(
    path: string,
    parameters: Parameters,
    signal: AbortSignal,
  ): Promise<Fetched<unknown>> {
    const url = new URL(path, origin)
    for (const [name, value] of Object.entries(parameters))
      if (value != null) url.searchParams.set(name, value)
    // A redirect would carry the key to wherever it points.
    const request = new Request(url, {
      headers: { ...HEADERS, Authorization: `Bearer ${key}` },
      redirect: 'manual',
      signal,
    })
    try {
      return await readAnswer(await fetch(request))
    } catch {
      const problem = signal.aborted
        ? problemOf('provider-timeout', 'Persona did not answer in time.')
        : problemOf('provider-unavailable', 'The connection to Persona failed.')
      return { ok: false, allowance: undefined, problem }
    }
  }

  async function list<TItem>(
    path: string,
    filter: Parameters,
    { after, wanted }: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
    project: (raw: unknown) => Projection<TItem>,
    size: () => string | null,
    line: Line,
  ): Promise<Fetched<UpstreamPage<TItem>>> {
    const items: TItem[] = []
    const dropped = countDropped()
    let newest: string | null = null
    let next = after
    let seen = 0
    let allowance: Allowance | undefined
    for (let request = 0; request < MOST_REQUESTS_A_PAGE; request++) {
      const fetched = await get(path, { ...filter, 'page[size]': size(), 'page[after]': next }, line)
      allowance = fetched.allowance ?? allowance
      // What has come is not given up for what has not.
      if (!fetched.ok && items.length > 0) break
      if (!fetched.ok) return { ...fetched, allowance }
      const page = v.safeParse(ListSchema, fetched.value)
      if (!page.success) return { ok: false, allowance, problem: unreadable('a list without rows') }
      for (const raw of page.output.data) {
        const projected = project(raw)
        dropped.add(projected.dropped)
        if (projected.item !== null) items.push(projected.item)
      }
      newest ??= idOf(page.output.data[0])
      seen += page.output.data.length
      next = cursorOf(page.output.links.next)
      // A short page is honest, and costs no second request; an empty one with more behind it helps nobody.
      const suffices = items.length >= wanted || (items.length > 0 && seen >= PAGE_SIZE)
      if (next === null || suffices) break
    }
    return { ok: true, allowance, value: { items, newest, next }, dropped: dropped.all }
  }

  async function find<TItem>(
    path: string,
    parameters: Parameters,
    project: (body: ObjectBody) => Projection<TItem>,
    line: Line,
  ): Promise<Fetched<TItem | null>> {
    const fetched = await get(path, parameters, line)
    if (!fetched.ok) {
      return fetched.problem.code === 'not-found'
        ? { ok: true, allowance: fetched.allowance, value: null, dropped: {} }
        : fetched
    }
    const body = v.safeParse(ObjectSchema, fetched.value)
    if (!body.success) return { ...fetched, ok: false, problem: unreadable('an answer without data') }
    const { item, dropped } = project(body.output)
    const count = countDropped()
    count.add(dropped)
    return { ok: true, allowance: fetched.allowance, value: item, dropped: count.all }
  }

  const listEvents: Provider['listEvents'] = (request, line) =>
    list<ProviderEvent>(
      PATHS.events(),
      {
        'filter[name]': request.filter.name?.join(','),
        'filter[object-id]': request.filter.object?.join(','),
        'filter[id]': request.filter.id?.join(','),
      },
      request,
      (raw) => projectEvent(raw, families),
      () => String(PAGE_SIZE),
      line,
    )

  /** Without `include`: Persona refuses it on lists. */
  const listInquiries = (
    filter: Parameters,
    request: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
    line: Line,
  ) =>
    list<Inquiry>(
      PATHS.inquiries(),
      { ...filter, ...inquiryFields },
      request,
      (raw) => projectInquiry(raw, referenceIdPattern),
      () => String(PAGE_SIZE),
      line,
    )

  return {
    id: 'persona',
    environment,
    limits,

    async listSessions(request, line) {
      const filter = { 'filter[inquiry-id]': request.filter.inquiry }
      const size = () => (sessionSizeRefused ? null : String(PAGE_SIZE))
      const first = await list(PATHS.sessions(), filter, request, projectSession, size, line)
      if (first.ok || first.problem.code !== 'invalid-parameter' || sessionSizeRefused) return first
      sessionSizeRefused = true
      const second = await list(PATHS.sessions(), filter, request, projectSession, size, line)
      // It was not the size, then.
      if (!second.ok && second.problem.code === 'invalid-parameter') sessionSizeRefused = false
      return second
    },

    listEvents,

    async listEventsBefore(newest, line) {
      const asked = { 'page[size]': String(PAGE_SIZE), 'page[before]': newest }
      const fetched = await get(PATHS.events(), asked, line)
      if (!fetched.ok) return fetched
      const page = v.safeParse(ListSchema, fetched.value)
      if (!page.success) return { ...fetched, ok: false, problem: unreadable('a list without rows') }
      const { data, links } = page.output
      const projected = data.map((raw) => projectEvent(raw, families))
      const dropped = countDropped()
      for (const one of projected) dropped.add(one.dropped)
      return {
        ok: true,
        allowance: fetched.allowance,
        value: {
          items: projected.flatMap(({ item }) => item ?? []),
          newest: idOf(data[0]),
          isWhole: data.length < PAGE_SIZE && links.prev == null,
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

    async findInquiries(ids, line) {
      const filter = { 'filter[inquiry-id]': ids.join(',') }
      const fetched = await listInquiries(filter, { after: null, wanted: ids.length }, line)
      if (!fetched.ok) return fetched
      const items = fetched.value.items.filter(({ id }) => ids.includes(id))
      // Of a list that was not read to its end, nobody can say what is not in it.
      return items.length < ids.length && fetched.value.next !== null
        ? { ...fetched, ok: false, problem: unreadable('a list of other inquiries than those asked for') }
        : { ...fetched, value: items }
    },

    async findCase(id, line) {
      const told = await find(
        PATHS.inquiry(id),
        { include: 'sessions,inquiry-template', ...inquiryFields, ...sessionFields, ...templateFields },
        ({ data, included }) => projectCase(data, included, referenceIdPattern),
        line,
      )
      if (!told.ok || told.value === null) return told.ok ? { ...told, value: null } : told
      const { objectIds, ...parts } = told.value
      const object = objectIds.slice(0, MOST_IDS_IN_A_FILTER)
      const events = await listEvents({ filter: { object }, after: null, wanted: PAGE_SIZE }, line)
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
        { include: '', ...sessionFields },
        ({ data }) => projectSession(data),
        line,
      ),

    findEvent: (id, line) => find(PATHS.event(id), {}, ({ data }) => projectEvent(data, families), line),

    findSensitive: (kind, id, fields, line) =>
      find(
        PATHS[kind](id),
        { include: '', [SPARSE[kind]]: [...fields, 'inquiry'].join(',') },
        ({ data }) => projectSensitive(kind, fields, data),
        line,
      ),
  }
}
