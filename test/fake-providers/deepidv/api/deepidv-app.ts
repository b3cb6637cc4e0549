import { Hono } from 'hono'
import { CANARY } from '../../common/canary.ts'
import type { Json, JsonObject } from '../../common/json.ts'
import { hash } from '../../common/random.ts'
import type { Call, FaultList } from '../../faults/fault-list.ts'
import type { Environment } from '../../persona/keys.ts'
import { findDeepidvEnvironment } from '../keys.ts'
import type { Workflow } from '../story/workflows.ts'
import { normaliseSession, type SessionRow, type World } from '../world.ts'
import {
  badRequest,
  DeepidvError,
  foreign,
  keyMissing,
  keyRevoked,
  keyUnknown,
  noBalance,
  noExecutionState,
  notFound,
  quotaUsedUp,
  sandboxWrite,
  tooMany,
  unavailable,
} from './deepidv-error.ts'
import { listSessions } from './list-query.ts'
import type { Quota } from './quota.ts'
import { makeInvisible } from './unseen.ts'

export type DeepidvEnvironment = { readonly name: Environment; readonly world: World; readonly quota: Quota }

export type DeepidvAppParts = {
  readonly environments: Readonly<Record<Environment, DeepidvEnvironment>>
  readonly now: () => number
  readonly faults: FaultList
}

type Env = { Bindings: { call: Call }; Variables: { environment: DeepidvEnvironment } }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** https://docs.deepidv.com/api-reference as documented. Query parameters that it does not list are ignored. */
export function createDeepidvApp({ environments, now, faults }: DeepidvAppParts): Hono<Env> {
  const app = new Hono<Env>().basePath('/v1')

  app.onError((error, c) => {
    if (!(error instanceof DeepidvError)) throw error
    return typeof error.body === 'string'
      ? c.text(error.body, error.status)
      : c.json(error.body, error.status)
  })

  app.use(async (c, next) => {
    const { call } = c.env
    const key = c.req.header('x-api-key')
    if (key === undefined) throw keyMissing()
    const name = findDeepidvEnvironment(key)
    if (name === undefined) throw keyUnknown()
    const refused = faults.take('key-refused', call)
    if (refused) throw refused.status === 403 ? keyMissing() : keyRevoked()
    const environment = environments[name]
    admit(environment, call)
    if (c.req.method !== 'GET') {
      throw name === 'sandbox' ? sandboxWrite() : new DeepidvError(405, { message: 'Method Not Allowed' })
    }
    c.set('environment', environment)
    await next()
  })

  function admit({ quota }: DeepidvEnvironment, call: Call): void {
    if (faults.take('storm', call) !== undefined) quota.drain(now())
    const verdict = quota.take(now())
    const { calls, resetsAt } = quota.daily()
    const isUsedUp = faults.take('quota-used-up', call) !== undefined
    if (verdict === 'used-up' || isUsedUp) throw quotaUsedUp(calls, resetsAt)
    if (verdict === 'too-many' || faults.take('429', call) !== undefined) throw tooMany()
    if (faults.take('no-balance', call) !== undefined) throw noBalance()
    const failure = faults.take('5xx', call)
    if (failure !== undefined) throw unavailable(failure.status)
  }

  /** Another one of the same kind, by a fault. */
  function answeredRow(asked: SessionRow, { world }: DeepidvEnvironment, call: Call): SessionRow {
    if (faults.take('deepidv-other-session', call) === undefined) return asked
    const { sessions } = world
    for (let place = 0; place < sessions.length; place++) {
      const row = sessions.at(place)
      if (row.id !== asked.id && row.steps() !== undefined) return row
    }
    return asked
  }

  app.get('/sessions', (c) => {
    const query = new URL(c.req.url).searchParams
    const { rows, nextToken } = listSessions(query, c.var.environment.world, c.env.call, faults)
    const isInvisible = faults.take('unseen', c.env.call) !== undefined
    const large = faults.take('deepidv-large-rows', c.env.call)
    const sessions = rows.map((row, place) => {
      const record = normaliseSession(row, { ...row.listed(), ...(large && writeLargeAnalysis(row, large)) })
      return isInvisible ? makeInvisible(record, place) : record
    })
    return c.json({ sessions, next_token: nextToken })
  })

  app.get('/sessions/:id', (c) => {
    const row = answeredRow(findRow(c.var.environment, c.req.param('id')), c.var.environment, c.env.call)
    const { analysis_data, ...beside } = row.details()
    const { id, ...fields } = row.record()
    const record = normaliseSession(row, {
      ...(faults.take('deepidv-no-id', c.env.call) === undefined && { id: id ?? null }),
      ...fields,
      ...(analysis_data != null && { analysis_data }),
    })
    const isInvisible = faults.take('unseen', c.env.call) !== undefined
    const answer: JsonObject = { session_record: isInvisible ? makeInvisible(record, 0) : record, ...beside }
    return c.json(answer)
  })

  app.get('/sessions/:id/workflow', (c) => {
    const row = findRow(c.var.environment, c.req.param('id'))
    const steps = answeredRow(row, c.var.environment, c.env.call).steps()
    const isHosted = faults.take('deepidv-hosted', c.env.call) !== undefined
    if (steps === undefined || isHosted) throw noExecutionState()
    return c.json(steps)
  })

  app.get('/workflows', (c) =>
    c.json({ workflows: c.var.environment.world.workflows.map(writeWorkflow), next_token: null }),
  )

  app.get('/workflows/:id', (c) => {
    const { name, world } = c.var.environment
    const id = c.req.param('id')
    const found = world.workflows.find((one) => one.id === id)
    if (found === undefined && name === 'production') throw notFound('WORKFLOW_NOT_FOUND')
    return c.json({ workflow: writeWorkflow(found ?? { id, name: 'Basic workflow', steps: BASIC_STEPS }) })
  })

  app.get('/auth/verify', (c) =>
    c.json({
      valid: true,
      organization: { id: 'org_abc123', name: 'Teapots & Sons (fictional)', status: 'active' },
    }),
  )

  app.all('*', () => {
    throw notFound('ROUTE_NOT_FOUND')
  })

  return app
}

function findRow({ name, world }: DeepidvEnvironment, id: string): SessionRow {
  const row = world.findSession(id)
  if (row) return row
  if (name === 'sandbox') return world.makeUpSession(id)
  if (!UUID.test(id)) throw badRequest('Invalid session ID format')
  throw world.isForeign(id) ? foreign() : notFound('SESSION_NOT_FOUND')
}

/** Of any workflow that a sandbox does not list. */
const BASIC_STEPS = ['ID_VERIFICATION', 'FACE_LIVENESS']

/** Whether list rows carry analyses, and how long these are, no document says. */
const writeLargeAnalysis = (
  { id }: SessionRow,
  { bytes, every }: { bytes: number; every: number },
): JsonObject => ({
  analysis_data: {
    document_risk_data: { document_analysis: hash(0, id) % every === 0 ? CANARY.padEnd(bytes, '.') : CANARY },
  },
})

const writeWorkflow = ({ id, name, steps }: Workflow): { [key: string]: Json } => ({
  id,
  name,
  status: 'active',
  steps: steps.map((step) => step.toLowerCase()),
})
