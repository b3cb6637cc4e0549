import { createHash } from 'node:crypto'
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { Hono } from 'hono/tiny'
import { matchesTag } from '../access/entity-tags.ts'
import type { Configuration } from '../config/bindings.ts'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'

export const config = new Hono<AppEnv>().get('/', async (c) => {
  const answer = await accessControlOf(c).admit(callerOf(c), 'self:read')
  setAccessHeaders(c, answer)
  if (!answer.ok) return problemResponse(c, answer.problem)
  const body = JSON.stringify(describe(c.get('configuration'), answer.value.auditKey))
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  c.header('ETag', etag)
  if (matchesTag(c.req.header('If-None-Match'), etag)) return c.body(null, 304)
  return c.body(body, 200, { 'Content-Type': 'application/json' })
})

const describe = ({ providers, openFamilies, surfaces }: Configuration, auditKey: string): Config => ({
  providers: providers.map(({ id, environment, dashboard }) => ({ provider: id, environment, dashboard })),
  eventFamilies: [...OPEN_FAMILIES, ...openFamilies],
  auditKey,
  idPatterns: providers.flatMap(({ id, idPattern }) =>
    idPattern ? [{ provider: id, pattern: idPattern.source }] : [],
  ),
  ...surfaces,
})
