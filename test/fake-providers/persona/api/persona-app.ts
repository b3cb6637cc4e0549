import { type Context, Hono } from 'hono'
import type { JsonObject } from '../../common/json.ts'
import type { Call, FaultList } from '../../faults/fault-list.ts'
import type { Feed } from '../../feed/feed.ts'
import { cutPage } from '../../feed/page.ts'
import type { Walk } from '../../feed/walk.ts'
import type { PersonaEnvironment } from '../environment.ts'
import { PREFIX } from '../ids.ts'
import type { Environment } from '../keys.ts'
import type { Resource, Writing } from '../resource/resource.ts'
import type { Row } from '../resource/rows.ts'
import { readPart } from '../story/numbers.ts'
import { parseVersion, VERSIONS } from '../versions.ts'
import { admitKey, admitRequest } from './admit.ts'
import { disturbDocument, refuseIds } from './disturb-document.ts'
import { walkEvents, walkInquiries, walkSessions } from './filters.ts'
import { closeVerifications, includeForInquiry, includeForSession, refuseInclude } from './include.ts'
import { INFLECTIONS, type Inflection, inflectKeys, parseInflection } from './inflection.ts'
import { writeListDocument, writeResource } from './list-document.ts'
import { readPageQuery } from './page-query.ts'
import { badRequest, notFound, PersonaError, writeErrors } from './persona-error.ts'
import { parseSparseFields, pickFields, type SparseFields } from './sparse-fields.ts'
import { makeInvisible } from './unseen.ts'

export type PersonaAppParts = {
  readonly environments: Readonly<Record<Environment, PersonaEnvironment>>
  readonly now: () => number
  readonly faults: FaultList
}

type Env = {
  Bindings: { call: Call }
  Variables: { environment: PersonaEnvironment; writing: Writing; inflection: Inflection }
}

type Asked = Context<Env>

const NO_FIELDS: SparseFields = new Map()

/**
 * https://docs.withpersona.com/api-reference as read for 2025-12-08. Query parameters that it does not list are
 * ignored: it says nothing about them.
 */
export function createPersonaApp({ environments, now, faults }: PersonaAppParts): Hono<Env> {
  const app = new Hono<Env>().basePath('/api/v1')

  app.onError((error, c) => {
    if (!(error instanceof PersonaError)) throw error
    return c.json(writeErrors(error), error.status)
  })

  app.use(async (c, next) => {
    const { call } = c.env
    const environment = admitKey(c.req.header('Authorization'), environments, call, faults)
    const headers = new Headers()
    try {
      admitRequest(environment, call, faults, now(), headers)
    } finally {
      for (const [name, value] of headers) c.header(name, value)
    }
    const version = parseVersion(c.req.header('Persona-Version'))
    if (version === undefined) throw badRequest(`Persona-Version must be one of ${VERSIONS.join(', ')}`)
    const inflection = parseInflection(c.req.header('Key-Inflection'))
    if (inflection === undefined) throw badRequest(`Key-Inflection must be one of ${INFLECTIONS.join(', ')}`)
    c.set('environment', environment)
    c.set('writing', { ids: environment.world.ids, version })
    c.set('inflection', inflection)
    if (c.req.method !== 'GET') {
      throw new PersonaError(405, 'Method Not Allowed', 'this provider is for reading; the call was counted')
    }
    await next()
  })

  app.get('/inquiry-sessions', (c) => {
    const { world } = c.var.environment
    return answerList(c, world.sessions, walkSessions(readQuery(c), world), NO_FIELDS)
  })

  app.get('/inquiry-sessions/:id', (c) => {
    const { ids, sessions, findTale } = c.var.environment.world
    const row = findRow(sessions, c.req.param('id'))
    const number = ids.read(PREFIX['inquiry-session'], row.id)
    const index = number === undefined ? 0 : readPart(number).part
    return answerOne(
      c,
      row.write(c.var.writing),
      includeForSession(readQuery(c), findTale(row.inquiryId), index, c.var.writing),
    )
  })

  app.get('/events', (c) => {
    const { world } = c.var.environment
    const isWide = faults.take('wide-object-filter', c.env.call) !== undefined
    const walk = walkEvents(readQuery(c), world, isWide)
    return answerList(c, world.events, walk, parseSparseFields(readQuery(c)))
  })

  // "included" is declared there and always empty.
  app.get('/events/:id', (c) =>
    answerOne(c, findRow(c.var.environment.world.events, c.req.param('id')).write(c.var.writing), []),
  )

  app.get('/inquiries', (c) => {
    const { world } = c.var.environment
    return answerList(c, world.inquiries, walkInquiries(readQuery(c), world), parseSparseFields(readQuery(c)))
  })

  app.get('/inquiries/:id', (c) => {
    const row = findRow(c.var.environment.world.inquiries, c.req.param('id'))
    const included = includeForInquiry(readQuery(c), row.tale, c.var.writing)
    return answerOne(c, row.write(c.var.writing), closeVerifications(included, c.env.call, faults))
  })

  // Whether the key may read them is all that the relay asks here.
  app.get('/verifications/:id', (c) => {
    if (faults.take('verifications-closed', c.env.call, ({ as }) => as === '403') !== undefined)
      throw new PersonaError(403, 'Forbidden', 'missing permission')
    throw notFound()
  })

  app.get('/rate-limits', (c) => {
    const read = (name: string) => Number(c.res.headers.get(name))
    const attributes = {
      limit: read('RateLimit-Limit'),
      remaining: read('RateLimit-Remaining'),
      'seconds-to-reset': read('RateLimit-Reset'),
    }
    return answer(c, { data: [{ type: 'rate-limit/api', attributes }] })
  })

  app.all('*', () => {
    throw notFound()
  })

  function answerList(c: Asked, feed: Feed<Row>, walk: Walk, fields: SparseFields): Response {
    const query = readQuery(c)
    refuseInclude(query)
    refuseIds(query, c.env.call, faults)
    const { cursor, size } = readPageQuery(query, feed, c.env.call, faults)
    const page = cutPage(feed, walk, cursor, size)
    const after = query.get('page[after]')
    const led = faults.take('next-leads-to', c.env.call, ({ behind }) => behind === after)
    return answer(c, writeListDocument(c.req.path, page, c.var.writing, fields, led?.to))
  }

  function answerOne(c: Asked, resource: Resource, included: readonly Resource[] | undefined): Response {
    const fields = parseSparseFields(readQuery(c))
    const write = (one: Resource) => writeResource(pickFields(one, fields))
    const data = write(resource)
    return answer(c, included === undefined ? { data } : { data, included: included.map(write) })
  }

  function answer(c: Asked, document: JsonObject): Response {
    const disturbed = disturbDocument(document, c.env.call, faults)
    const seen = faults.take('unseen', c.env.call) === undefined ? disturbed : makeInvisible(disturbed)
    return c.body(JSON.stringify(inflectKeys(seen, c.var.inflection)), 200, {
      'Content-Type': 'application/json',
    })
  }

  return app
}

function readQuery(c: Asked): URLSearchParams {
  return new URL(c.req.url).searchParams
}

function findRow<Found>(feed: Feed<Found>, id: string): Found {
  const place = feed.placeOf(id)
  if (place === undefined) throw notFound()
  return feed.at(place)
}
