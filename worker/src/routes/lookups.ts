import { LookupsRequestSchema } from '@inquiry-lens/shared/contract/api.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { Hono } from 'hono/tiny'
import type { LookupsQuery } from '../gateway/query.ts'
import { accessControlOf, callerOf, setMergedHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'
import { providerOfId } from '../providers/provider-of-id.ts'
import { conditionsOf, sendAnswer, setFreshnessHeaders } from './answer-query.ts'
import { mergeLookups, type Part } from './merge-lookups.ts'

/** A POST, since a hundred IDs do not fit an address, and addresses are written down on the way. */
export const lookups = new Hono<AppEnv>().post('/', validate('json', LookupsRequestSchema), async (c) => {
  const { ids } = c.req.valid('json')
  const known = ids.filter((id) => isObjectId(id))
  const { providers } = c.get('configuration')
  const parts = await Promise.all(
    [...Map.groupBy(known, providerOfId)].map(async ([provider, own]) => {
      const answer = await accessControlOf(c).read(callerOf(c), questionOf(provider, own), conditionsOf(c))
      const environment = providers.find(({ id }) => id === provider)?.environment ?? 'unknown'
      return { origin: { provider, environment }, ids: own, answer }
    }),
  )
  const [only, ...others] = parts
  if (only && others.length === 0 && known.length === ids.length && isWhole(only)) {
    return sendAnswer(c, only.answer)
  }
  setMergedHeaders(
    c,
    parts.map(({ answer }) => answer),
  )
  const merged = mergeLookups(ids, parts)
  if (!merged.ok) return problemResponse(c, merged.problem)
  setFreshnessHeaders(c, merged)
  return c.body(merged.body, 200, { 'Content-Type': 'application/json' })
})

const isWhole = ({ answer }: Part): boolean => !answer.ok || !answer.value.beyondLimit?.length

const questionOf = (provider: ProviderId, ids: string[]): LookupsQuery => ({
  kind: 'lookups',
  provider,
  ids,
})
