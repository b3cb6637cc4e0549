/** What agents read: asked of the gate, and written down before it may leave. */
import type { Sighting } from '@inquiry-lens/shared/seen.ts'
import type { GateSuccess } from '../gate/answer.ts'
import { formatCacheStatus } from '../gate/cache-status.ts'
import type { ProviderConfiguration } from '../provider-configuration.ts'
import type { Question } from '../question.ts'
import { aboutOf, actionOf, personOf } from './about-question.ts'
import type { Visitor } from './door.ts'
import type { Gates } from './gates.ts'
import type { CountOpening } from './openings.ts'
import { accept, type Outcome, refuse } from './outcome.ts'
import type { Recorder } from './record.ts'

export interface Reading extends Pick<GateSuccess, 'etag' | 'age' | 'source' | 'reach'> {
  /** `null`: the asker has this body already. Nothing is disclosed, and there is no line. */
  body: string | null
  cacheStatus: string
  /** Of a case: which others opened it lately. */
  seen?: Sighting[] | undefined
}

export interface Conditions {
  ifNoneMatch: string | undefined
  /** Ask the provider anew, within the floor that protects it. */
  forced: boolean
}

export interface ReadingsParts {
  gates: Gates
  record: Recorder
  countOpening: CountOpening
}

export const createReadings =
  ({ gates, record, countOpening }: ReadingsParts) =>
  async (
    visitor: Visitor,
    provider: ProviderConfiguration,
    question: Question,
    { ifNoneMatch, forced }: Conditions,
  ): Promise<Outcome<Reading>> => {
    const answer = await gates.answer(provider, question, forced)
    if (!answer.ok) {
      return { ...refuse(answer.problem), cacheStatus: answer.status && formatCacheStatus(answer.status) }
    }
    const { body, etag, age, source, reach, shown } = answer
    const { email: agent, requestId } = visitor
    const cacheStatus = formatCacheStatus(answer.status)
    const person = personOf(question, shown)
    const isKnown = matches(ifNoneMatch, etag)
    if (!isKnown) {
      const slowed = person === null ? undefined : countOpening(visitor, person, 'read')
      if (slowed) return slowed
      const { environment, idPattern } = provider
      const told = aboutOf(question, idPattern?.expression ?? null)
      const about = { ...told, environment, ...shown, cache: cacheStatus }
      record.write({ agent, action: actionOf(question), requestId, about }, person)
    }
    const seen = question.kind === 'case' && person !== null ? record.findSightings(person, agent) : undefined
    return accept({ body: isKnown ? null : body, etag, age, source, cacheStatus, reach, seen })
  }

/** RFC 9110 §13.1.2; our tags are strong, and a weak one means the same body here. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
