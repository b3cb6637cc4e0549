import { createHash } from 'node:crypto'
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { Hono } from 'hono/tiny'
import { matchesTag } from '../access/entity-tags.ts'
import type { Configuration } from '../config/bindings.ts'
import { callerOf, deskOf, setDeskHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { answerProblem } from '../http/problem-response.ts'

export const config = new Hono<AppEnv>().get('/', async (c) => {
  const answer = await deskOf(c).admit(callerOf(c), 'know-oneself')
  setDeskHeaders(c, answer)
  if (!answer.ok) return answerProblem(c, answer.problem)
  const body = JSON.stringify(describe(c.get('configuration'), answer.value.recordKey))
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  c.header('ETag', etag)
  if (matchesTag(c.req.header('If-None-Match'), etag)) return c.body(null, 304)
  return c.body(body, 200, { 'Content-Type': 'application/json' })
})

const describe = ({ providers, openFamilies, surfaces }: Configuration, recordKey: string): Config => ({
  providers: providers.map(({ id, environment, dashboard }) => ({ provider: id, environment, dashboard })),
  eventFamilies: [...OPEN_FAMILIES, ...openFamilies],
  recordKey,
  idPatterns: providers.flatMap(({ id, idPattern }) =>
    idPattern ? [{ provider: id, pattern: idPattern.source }] : [],
  ),
  ...surfaces,
})
