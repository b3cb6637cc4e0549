/** The relay itself: health, the signed-in agent, the extension's configuration, the gateways' figures. */
import { hash } from 'node:crypto'
import { API_VERSION, type Config, type Health, SERVICE } from '@inquiry-lens/shared/contract/config.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { Hono } from 'hono/tiny'
import { version } from '../../package.json'
import { fullest } from '../access/audit/retention.ts'
import { matchesTag } from '../access/queries.ts'
import type { Configuration } from '../config/bindings.ts'
import {
  accessControlOf,
  allShards,
  askShards,
  callerOf,
  conditionsOf,
  mapAnswer,
  sendValue,
  setAccessHeaders,
} from '../http/answers.ts'
import { refuseForeignHost } from '../http/middleware.ts'
import { type AppEnv, emptyResponse, jsonResponse, problemResponse, setHeaders } from '../http/response.ts'

const HEALTH: Health = { service: SERVICE, api: [API_VERSION], build: version }

/** Open without a token: whether this is a relay, and which contract it speaks. */
export const health = new Hono<AppEnv>().get('/', (c) => jsonResponse(c, JSON.stringify(HEALTH)))

export const meta = new Hono<AppEnv>()
  .get('/me', async (c) => {
    const me = await accessControlOf(c).me(callerOf(c), conditionsOf(c))
    const shards = allShards(c)
    if (!me.ok || !me.value.auditLog || shards.length === 1) return sendValue(c, me)
    const capacities = await askShards(c, shards, 'audit:read', (shard, caller) =>
      shard.auditCapacity(caller),
    )
    return sendValue(
      c,
      mapAnswer(capacities, (all) => ({ ...me.value, auditLog: fullest(all) })),
    )
  })
  .get('/config', async (c) => {
    const answer = await accessControlOf(c).authorize(callerOf(c), 'self:read')
    setAccessHeaders(c, answer)
    if (!answer.ok) return problemResponse(c, answer.problem)
    const body = JSON.stringify(describeConfig(c.get('configuration'), answer.value.auditKey))
    const etag = `"${hash('sha256', body, 'base64url').slice(0, 22)}"`
    setHeaders(c, { ETag: etag })
    return matchesTag(c.req.header('If-None-Match'), etag) ? emptyResponse(c, 304) : jsonResponse(c, body)
  })
  .get('/gateway', refuseForeignHost, async (c) =>
    sendValue(c, await accessControlOf(c).snapshotGateways(callerOf(c))),
  )

const describeConfig = ({ providers, openFamilies, surfaces }: Configuration, auditKey: string): Config => ({
  providers: providers.map(({ id, environment, dashboard }) => ({ provider: id, environment, dashboard })),
  eventFamilies: [...OPEN_FAMILIES, ...openFamilies],
  auditKey,
  idPatterns: providers.flatMap(({ id, idPattern }) =>
    idPattern ? [{ provider: id, pattern: idPattern.source }] : [],
  ),
  ...surfaces,
})
