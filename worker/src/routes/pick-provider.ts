/** Which provider a list is asked of: the only one that has it, or the one that is named; and what it can filter by. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { type ListName, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { isReferenceId } from '../providers/reference-id.ts'

type Picked = { ok: true; provider: ProviderId } | { ok: false; problem: ProblemReport }

export interface ProviderChoice {
  list: ListName
  /** What the asker named, if anything. */
  provider: ProviderId | undefined
  filter: Readonly<Record<string, unknown>>
}

export function pickProvider(
  configured: readonly Pick<ProviderConfiguration, 'id' | 'idPattern'>[],
  { list, provider: named, filter }: ProviderChoice,
): Picked {
  if (configured.length === 0) return refuse('no-provider', 'No provider’s key is set on the relay.')
  const able = configured.map(({ id }) => id).filter((id) => PROVIDERS[id].lists[list])
  const [first, ...others] = able
  if (named === undefined && others.length > 0) {
    const detail = `“provider” is needed, since there is more than one: ${able.join(', ')}.`
    return refuse('invalid-parameter', detail, 'provider')
  }
  const provider = named ?? first
  if (provider === undefined) {
    return refuse('no-provider', `None of the relay’s providers has ${list}.`)
  }
  const { name, lists } = PROVIDERS[provider]
  const filters: readonly string[] | undefined = lists[list]?.filters
  if (!filters) return refuse('invalid-parameter', `“provider”: ${name} has no ${list}.`, 'provider')
  const foreign = Object.keys(filter).find((key) => filter[key] !== undefined && !filters.includes(key))
  if (foreign !== undefined) {
    return refuse('invalid-parameter', `“${foreign}”: ${name} has no such filter.`, foreign)
  }
  const pattern = configured.find(({ id }) => id === provider)?.idPattern?.expression ?? null
  const parameter = REFERENCES.find((key) => filter[key] !== undefined)
  // A value of another form is sensitive: whose it is takes a reveal.
  if (parameter && !isReferenceId(pattern, String(filter[parameter]))) {
    const detail = `“${parameter}” must be of the form that the admin set for your own numbers.`
    return refuse('invalid-parameter', detail, parameter)
  }
  return { ok: true, provider }
}

/** Filters by the company's own numbers. */
const REFERENCES = ['reference', 'externalId']

const refuse = (code: ProblemReport['code'], detail: string, parameter?: string): Picked => ({
  ok: false,
  problem: { code, detail, ...(parameter && { parameter }) },
})
