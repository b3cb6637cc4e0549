/**
 * Persona's API, read-only by construction: a request is one of the paths below, with values that passed a schema.
 * Source: docs.withpersona.com, version 2025-12-08 (pagination, serialization, events, inquiries, inquiry sessions).
 */
import type { OpenFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { listFields } from '@inquiry-lens/shared/domain/fields.ts'
import type { Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import { type EventsFilter, matchesFilter } from '../../gateway/query.ts'
import { createPageSize, type PageSize, type SearchParameters } from '../json-api.ts'
import type { ShowName } from '../projection.ts'
import { countDropped, type Projection } from '../projection.ts'
import type { Fetched, FoundInquiries, ListRequest, Provider, UpstreamCall } from '../provider.ts'
import {
  createBatchFinder,
  DEFAULT_PAGE_SIZE,
  listRows,
  PAGE_SIZE,
  PAGE_SIZES,
  readList,
  type SizedPage,
  takeNewer,
} from './list-rows.ts'
import { type CaseParts, projectCase, projectInquiry, projectSensitive, projectSession } from './project.ts'
import { projectEvent } from './project-event.ts'
import { readPersonaWebhook } from './webhook.ts'
import { createPersonaApi, idOf, type ObjectBody, ObjectSchema } from './wire.ts'

const PATHS = {
  sessions: () => '/api/v1/inquiry-sessions',
  session: (id: string) => `/api/v1/inquiry-sessions/${encodeURIComponent(id)}`,
  events: () => '/api/v1/events',
  event: (id: string) => `/api/v1/events/${encodeURIComponent(id)}`,
  inquiries: () => '/api/v1/inquiries',
  inquiry: (id: string) => `/api/v1/inquiries/${encodeURIComponent(id)}`,
  verification: (id: string) => `/api/v1/verifications/${encodeURIComponent(id)}`,
}
type ListName = 'sessions' | 'events' | 'inquiries'

const SPARSE = { session: 'fields[inquiry-session]', inquiry: 'fields[inquiry]' } as const

/** Persona's maximum for inquiries; it names none for objects. */
const MAX_FILTER_IDS = 100

const CHECKS_PERMISSION = 'verification.read'
/** Does not exist: whether the key may read verifications is asked without reading one. */
const NO_VERIFICATION = 'ver_000000000000000000000000'
/** How long a key without it is asked without verifications. */
const WITHOUT_CHECKS_MS = 10 * 60_000
/** How long a refusal is not about the permission, once it was seen to be there. */
const WITH_CHECKS_MS = 60_000
/**
 * Persona doesn't document its refusal of an included resource. 404 too: an inquiry that the key may not read must cost as
 * many calls as one that does not exist.
 */
const MAY_BE_CHECKS: ReadonlySet<number | undefined> = new Set([400, 403, 404, 422])

export interface PersonaOptions {
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

interface RowReader<TItem> {
  kind: string
  project: (raw: unknown) => Projection<TItem>
}

export function createPersona({
  environment,
  limits,
  families,
  referenceIdPattern,
  showName,
  now,
  ...connection
}: PersonaOptions): Provider {
  const api = createPersonaApi({ ...connection, now })
  const shown = { referenceIdPattern, showName }
  /** In JSON:API, relationships are fields too, so they must be named. */
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

  const verificationFields = { 'fields[verification]': listFields('persona.verification', 'basic').join(',') }

  const sized = () => createPageSize({ sizes: PAGE_SIZES, byDefault: DEFAULT_PAGE_SIZE, now })
  const pageSizes: Record<ListName, PageSize> = { sessions: sized(), events: sized(), inquiries: sized() }
  /** The most events on a page that was not the last. */
  let fullEventsPage: number | undefined
  const findBatch = createBatchFinder(now)
  /** `undefined`: no answer has shown yet whether the key may read them. */
  let checks: { mayRead: boolean; isRefused: boolean; at: number } | undefined
  let wasProbeRefused = false
  const noteRefused = () => {
    checks = { mayRead: false, isRefused: true, at: now() }
  }

  async function getPage<TItem>(
    list: ListName,
    parameters: SearchParameters,
    { kind, project }: RowReader<TItem>,
    call: UpstreamCall,
  ): Promise<Fetched<SizedPage<TItem>>> {
    const pageSize = pageSizes[list]
    const { fetched, expected: size } = await pageSize.request(call, (requested) =>
      api.getList(
        PATHS[list](),
        { ...parameters, 'page[size]': requested?.toString() },
        (response) => readList(response, kind, project),
        call,
      ),
    )
    if (fetched.ok && fetched.value.isCut) pageSize.shrink(fetched.value.rows.length)
    if (fetched.ok && list === 'events' && fetched.value.next !== null && !fetched.value.isCut) {
      fullEventsPage = Math.max(fullEventsPage ?? 0, fetched.value.rows.length)
    }
    if (fetched.ok) return { ...fetched, value: { ...fetched.value, size } }
    if (!fetched.problem.tooLarge || !pageSize.shrink()) return fetched
    return getPage(list, parameters, { kind, project }, call)
  }

  const list = <TItem>(
    name: ListName,
    filter: SearchParameters,
    request: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
    reader: RowReader<TItem>,
    call: UpstreamCall,
  ) => listRows(request, (after) => getPage(name, { ...filter, 'page[after]': after }, reader, call))

  const find = <TItem>(
    path: string,
    id: string,
    parameters: SearchParameters,
    project: (body: ObjectBody) => Projection<TItem>,
    call: UpstreamCall,
  ): Promise<Fetched<TItem | null>> =>
    api.find(
      path,
      parameters,
      (answer) => {
        const body = v.safeParse(ObjectSchema, answer)
        if (!body.success) return 'an answer without data'
        if (idOf(body.output.data) !== id) return 'another object than the one asked for'
        return project(body.output)
      },
      call,
    )

  const eventReader: RowReader<ProviderEvent> = {
    kind: 'event',
    project: (raw) => projectEvent(raw, families, showName),
  }

  const listEventRows = (
    { filter, ...request }: ListRequest<EventsFilter>,
    reader: RowReader<ProviderEvent>,
    call: UpstreamCall,
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
      call,
    )

  /** Without `include`: Persona refuses it on lists. */
  const listInquiries = (
    filter: SearchParameters,
    request: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
    call: UpstreamCall,
  ) =>
    list<Inquiry>(
      'inquiries',
      { ...filter, ...inquiryFields },
      request,
      { kind: 'inquiry', project: (raw) => projectInquiry(raw, shown) },
      call,
    )

  const requestCaseParts = (id: string, hasChecks: boolean, call: UpstreamCall) =>
    find(
      PATHS.inquiry(id),
      id,
      {
        include: `sessions,inquiry-template${hasChecks ? ',verifications' : ''}`,
        ...inquiryFields,
        ...sessionFields,
        ...templateFields,
        ...(hasChecks && verificationFields),
      },
      ({ data, included }) => projectCase(data, included, shown),
      call,
    )

  async function findCaseParts(id: string, call: UpstreamCall): Promise<Fetched<CaseParts | null>> {
    if (checks?.isRefused && Math.abs(now() - checks.at) < WITHOUT_CHECKS_MS)
      return requestCaseParts(id, false, call)
    const whole = await requestCaseParts(id, true, call)
    if (whole.ok && whole.value !== null) {
      const { inquiry, verifications } = whole.value
      if (inquiry.counts.verifications && inquiry.redactedAt === null)
        checks = { mayRead: verifications !== undefined, isRefused: false, at: now() }
      return whole
    }
    const isSure = checks?.mayRead && Math.abs(now() - checks.at) < WITH_CHECKS_MS
    if (!MAY_BE_CHECKS.has(whole.status) || isSure) return whole
    const parts = await requestCaseParts(id, false, call)
    if (parts.ok && parts.value !== null) noteRefused()
    return parts
  }

  /** Persona doesn't say which it looks at first, the key or the ID: a 404 proves something only after a 403. */
  async function checkPermissions(call: UpstreamCall): Promise<void> {
    if (checks?.mayRead) return
    const asked = await find(
      PATHS.verification(NO_VERIFICATION),
      NO_VERIFICATION,
      { 'fields[verification]': 'status' },
      () => ({ item: null, dropped: [] }),
      call,
    )
    if (asked.status === 404 && wasProbeRefused) {
      wasProbeRefused = false
      checks = { mayRead: true, isRefused: false, at: now() }
    }
    if (asked.status !== 403 || wasProbeRefused) return
    // Else the key is refused everything, such as by address.
    const listed = await listInquiries({}, { after: null, wanted: 1 }, call)
    if (!listed.ok) return
    wasProbeRefused = true
    noteRefused()
  }

  return {
    id: 'persona',
    environment,
    limits,
    checkPermissions,
    readWebhook: (body) => readPersonaWebhook(body, families, shown),

    listSessions: (request, call) =>
      list(
        'sessions',
        { 'filter[inquiry-id]': request.filter.inquiry },
        request,
        { kind: 'session', project: projectSession },
        call,
      ),

    listEvents: (request, call) =>
      listEventRows(
        request,
        {
          ...eventReader,
          // Filtered here too, so that cached rows and Persona's answers form one list.
          project(raw) {
            const projected = eventReader.project(raw)
            return projected.item && !matchesFilter(projected.item, request.filter)
              ? { item: null, dropped: ['event row: beside the filter'] }
              : projected
          },
        },
        call,
      ),

    async listEventsBefore(before, call) {
      const fetched = await getPage('events', { 'page[before]': before }, eventReader, call)
      if (!fetched.ok) return fetched
      const { rows, isWhole } = takeNewer(fetched.value, { before, fullPage: fullEventsPage })
      return {
        ok: true,
        allowance: fetched.allowance,
        value: {
          items: rows.flatMap(({ item }) => item ?? []),
          newest: rows.find(({ id }) => id !== null)?.id ?? null,
          isWhole,
        },
        dropped: countDropped(rows.flatMap((row) => row.dropped)).all,
      }
    },

    listInquiries: ({ filter, ...request }, call) =>
      listInquiries(
        {
          'filter[reference-id]': filter.reference,
          'filter[account-id]': filter.account?.join(','),
          'filter[status]': filter.state?.join(','),
          'filter[created-at-start]': filter.from,
          'filter[created-at-end]': filter.to,
        },
        request,
        call,
      ),

    findInquiries: (ids, call) =>
      findBatch(ids, async (batch, mayBeSize): Promise<Fetched<FoundInquiries>> => {
        if (!mayBeSize) pageSizes.inquiries.clear(call)
        const filter = { 'filter[inquiry-id]': batch.join(',') }
        const fetched = await listInquiries(filter, { after: null, wanted: batch.length }, call)
        if (!fetched.ok) return fetched
        const { next, unreadable } = fetched.value
        const items = fetched.value.items.filter(({ id }) => batch.includes(id))
        const absent = batch.filter((id) => items.every((item) => item.id !== id))
        // An incomplete list can't prove that an ID doesn't exist.
        const isComplete = next === null && !unreadable.includes(null)
        const unknown = new Set(isComplete ? absent.filter((id) => unreadable.includes(id)) : absent)
        return items.length === 0 && unknown.size > 0
          ? {
              ...fetched,
              ok: false,
              problem: api.unreadable('a list of other inquiries than those asked for'),
            }
          : { ...fetched, value: { items, unknown } }
      }),

    lacks: () => checks && (checks.mayRead ? [] : [CHECKS_PERMISSION]),

    async findCase(id, call) {
      const found = await findCaseParts(id, call)
      if (!found.ok || found.value === null) return found.ok ? { ...found, value: null } : found
      const { objectIds, hasAllIds, verifications, ...parts } = found.value
      const object = objectIds.slice(0, MAX_FILTER_IDS)
      const request = { filter: { object }, after: null, wanted: PAGE_SIZE }
      const events = await listEventRows(request, eventReader, call)
      return {
        ok: true,
        allowance: events.allowance ?? found.allowance,
        value: {
          about: 'inquiry',
          provider: 'persona',
          ...parts,
          ...(verifications && { verifications }),
          ...(events.ok
            ? {
                events: events.value.items,
                eventsTruncated: !hasAllIds || events.value.next !== null || object.length < objectIds.length,
              }
            : { events: [], eventsTruncated: false, eventsMissing: true }),
        },
        dropped: { ...found.dropped, ...(events.ok && events.dropped) },
      }
    },

    findSession: (id, call) =>
      find<Session>(
        PATHS.session(id),
        id,
        { include: '', ...sessionFields },
        ({ data }) => projectSession(data),
        call,
      ),

    findEvent: (id, call) =>
      api.findHideable(
        PATHS.event(id),
        (body) => {
          const read = v.safeParse(ObjectSchema, body)
          return read.success && idOf(read.output.data) === id
            ? eventReader.project(read.output.data)
            : { item: null, dropped: ['event row: unreadable'] }
        },
        call,
      ),

    findSensitive: (kind, id, fields, call) =>
      find(
        PATHS[kind](id),
        id,
        // `inquiry` is needed for a session; an inquiry ignores it.
        { include: '', [SPARSE[kind]]: [...fields, 'inquiry'].join(',') },
        ({ data }) => projectSensitive(kind, fields, data),
        call,
      ),
  }
}
