import { LookupsRequestSchema } from '@inquiry-lens/shared/api.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { callerOf, deskOf, setDeskHeaders } from '../desk-access.ts'
import { answerProblem } from '../problem-answer.ts'
import { providerOfId } from '../provider-of-id.ts'
import type { LookupsQuestion } from '../question.ts'
import { validate } from '../validate.ts'
import { answerReading, conditionsOf, setFreshnessHeaders } from './answer-reading.ts'
import { mergeLookups } from './merge-lookups.ts'

/** A POST, since a hundred IDs do not fit an address, and addresses are written down on the way. */
export const lookups = new Hono<AppEnv>().post('/', validate('json', LookupsRequestSchema), async (c) => {
  const { ids } = c.req.valid('json')
  const [first, ...others] = Map.groupBy(ids, providerOfId)
  if (first && others.length === 0) return answerReading(c, questionOf(...first))
  const { providers } = c.get('configuration')
  const parts = await Promise.all(
    [...(first ? [first] : []), ...others].map(async ([provider, own]) => {
      const answer = await deskOf(c).read(callerOf(c), questionOf(provider, own), conditionsOf(c))
      const environment = providers.find(({ id }) => id === provider)?.environment ?? 'unknown'
      return { origin: { provider, environment }, ids: own, answer }
    }),
  )
  for (const { answer } of parts) setDeskHeaders(c, answer)
  const merged = mergeLookups(ids, parts)
  if (!merged.ok) return answerProblem(c, merged.problem)
  setFreshnessHeaders(c, merged)
  return c.body(merged.body, 200, { 'Content-Type': 'application/json' })
})

const questionOf = (provider: ProviderId, ids: string[]): LookupsQuestion => ({
  kind: 'lookups',
  provider,
  ids,
})
