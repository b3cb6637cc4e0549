/**
 * The cases of a customer: by the company's own customer number, or as the other inquiries of one person. Nothing is
 * cached: the number is the customer's, and who belongs together is a fact about them too.
 */
import { LIMIT } from '@inquiry-lens/shared/contract/lists.ts'
import {
  compileWhole,
  createCustomerNumberFinder,
  type FoundCustomerNumber,
  isCustomerNumber,
} from '@inquiry-lens/shared/domain/ids/customer-number.ts'
import type { Inquiry, Page } from '@inquiry-lens/shared/domain/model.ts'
import type { Summary } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry, summarizeSession } from '@inquiry-lens/shared/domain/summary.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { CustomerView, Payload, PersonView } from '../../messages/messages.ts'
import type { IdPattern } from '../../stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { Credentials, RelayAnswer } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'

const MAX_MATCHES = 10

interface Found {
  rows: { at: string | null; summary: Summary }[]
  isMore: boolean
  asOf: number
  environment: CustomerView['asked'][number]['environment']
}

/** Asks each provider that has customer numbers of this form, once. */
export function createCustomerReader({
  account: keeper,
  relay,
  readIdPatterns,
}: {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'inquiries' | 'lists'>
  readIdPatterns: () => Promise<readonly IdPattern[]>
}) {
  async function request(
    credentials: Credentials,
    provider: ProviderId,
    reference: string,
  ): Promise<Result<Found>> {
    const limit = MAX_MATCHES
    return PROVIDERS[provider].casesAbout === 'inquiry'
      ? readFound(await relay.inquiries(credentials, { provider, reference, limit }), summarizeInquiry)
      : readFound(
          await relay.lists['app:sessions.list'](credentials, { provider, externalId: reference, limit }),
          summarizeSession,
        )
  }

  return ({ reference }: { reference: string }): Promise<Result<CustomerView>> =>
    keeper.use(async (credentials) => {
      const patterns = await readIdPatterns()
      const providers = patterns.flatMap(({ provider, pattern }) =>
        isCustomerNumber(compileWhole(pattern), reference) ? [provider] : [],
      )
      if (providers.length === 0) return err(localFailure('id-not-recognised'))
      return combine(
        await Promise.all(
          providers.map(async (provider) => ({
            provider,
            result: await request(credentials, provider, reference),
          })),
        ),
      )
    })
}

function readFound<TRow extends { createdAt: string | null }>(
  answer: Result<RelayAnswer<Page<TRow>>>,
  summarize: (row: TRow) => Summary,
): Result<Found> {
  if (!answer.ok) return answer
  if (answer.value.unchanged) return err(UNCHANGED)
  const { value, source, asOf, completeSince } = answer.value
  return ok({
    rows: value.items.map((row) => ({ at: row.createdAt, summary: summarize(row) })),
    isMore: value.next !== null || completeSince !== undefined,
    asOf,
    environment: source.environment,
  })
}

/** These requests carry no ETag, so “not modified” is no answer to them. */
const UNCHANGED = localFailure('relay-unreadable')

function combine(answers: readonly { provider: ProviderId; result: Result<Found> }[]): Result<CustomerView> {
  const asked: CustomerView['asked'] = []
  const failures: CustomerView['failures'] = []
  const rows: (Found['rows'][number] & Pick<Found, 'environment'>)[] = []
  const times: number[] = []
  let isMore = false
  for (const { provider, result } of answers) {
    if (!result.ok) {
      failures.push({ provider, failure: result.error })
      continue
    }
    const { environment } = result.value
    asked.push({ provider, environment })
    rows.push(...result.value.rows.map((row) => ({ ...row, environment })))
    isMore ||= result.value.isMore
    times.push(result.value.asOf)
  }
  const [first] = failures
  if (asked.length === 0 && first) return err(first.failure)
  const newest = rows.toSorted((one, other) => (other.at ?? '').localeCompare(one.at ?? ''))
  return ok({
    matches: newest.slice(0, MAX_MATCHES).map(({ summary, environment }) => ({
      lookup: { id: summary.id, outcome: 'found', summary },
      environment,
    })),
    isMore: isMore || newest.length > MAX_MATCHES,
    asOf: Math.min(...times),
    asked,
    failures,
  })
}

/** The inquiries of one person, by account and by customer number: a second account may have the same number. */
export const createPersonReader =
  ({
    account: keeper,
    relay,
  }: {
    account: Pick<AccountKeeper, 'use'>
    relay: Pick<RelayClient, 'inquiries'>
  }) =>
  ({ provider, account, reference }: Payload<'app:person.find'>): Promise<Result<PersonView>> =>
    keeper.use(async (credentials) => {
      const traits = [
        ...(account === null ? [] : [{ account }]),
        ...(reference === null ? [] : [{ reference }]),
      ]
      const lists = await Promise.all(
        traits.map((trait) => relay.inquiries(credentials, { provider, ...trait, limit: LIMIT.default })),
      )
      const found = new Map<string, Inquiry>()
      let isMore = false
      for (const list of lists) {
        // Half of the inquiries would look like all of them.
        if (!list.ok) return list
        if (list.value.unchanged) return err(UNCHANGED)
        const { value, completeSince } = list.value
        for (const inquiry of value.items) found.set(inquiry.id, inquiry)
        isMore ||= value.next !== null || completeSince !== undefined
      }
      const items = [...found.values()].toSorted((one, other) =>
        (other.createdAt ?? '').localeCompare(one.createdAt ?? ''),
      )
      return ok({ items, isMore })
    })

/** The different patterns of all providers. */
export const sourcesOf = (patterns: readonly IdPattern[]): string[] => [
  ...new Set(patterns.map(({ pattern }) => pattern)),
]

export function customerPatternsOf(text: string, patterns: readonly IdPattern[]): FoundCustomerNumber[] {
  return createCustomerNumberFinder(sourcesOf(patterns))?.find(text) ?? []
}
