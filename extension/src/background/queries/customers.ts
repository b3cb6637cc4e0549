/**
 * Which cases one of the company's own numbers for customers leads to: one question to each provider that has numbers of
 * this form, when somebody asks for it. Nothing is kept: neither the number, which is the customer's, nor the answer.
 */

import { LIMIT } from '@inquiry-lens/shared/contract/api.ts'
import {
  compileWhole,
  createCustomerNumberFinder,
  type FoundCustomerNumber,
  isCustomerNumber,
} from '@inquiry-lens/shared/domain/customer-number.ts'
import type { Inquiry, Summary } from '@inquiry-lens/shared/domain/model.ts'
import { summarizeInquiry, summarizeSession } from '@inquiry-lens/shared/domain/summary.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { CustomerView, Payload, PersonView } from '../../messages/messages.ts'
import type { IdPattern } from '../../platform/stored.ts'
import type { RelayClient } from '../relay/client.ts'
import type { RelayAnswer } from '../relay/decode.ts'
import { localFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'

/** As many as anybody looks through; the newest are the ones that are asked about. */
const MAX_MATCHES = 10

export interface CustomersParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'inquiries' | 'lists'>
  readIdPatterns: () => Promise<readonly IdPattern[]>
}

interface Found {
  rows: { at: string | null; summary: Summary }[]
  isMore: boolean
  asOf: number
  environment: CustomerView['asked'][number]['environment']
}

export function createCustomerReader({ account: keeper, relay, readIdPatterns }: CustomersParts) {
  async function request(
    credentials: Credentials,
    provider: ProviderId,
    reference: string,
  ): Promise<Result<Found>> {
    const limit = MAX_MATCHES
    if (PROVIDERS[provider].casesAbout === 'inquiry')
      return read(await relay.inquiries(credentials, { provider, reference, limit }), (inquiry) => ({
        at: inquiry.createdAt,
        summary: summarizeInquiry(inquiry),
      }))
    const question = { provider, externalId: reference, limit }
    return read(await relay.lists['app:sessions.list'](credentials, question), (session) => ({
      at: session.createdAt,
      summary: summarizeSession(session),
    }))
  }

  return ({ reference }: { reference: string }): Promise<Result<CustomerView>> =>
    keeper.use(async (credentials) => {
      const patterns = await readIdPatterns()
      const providers = patterns.flatMap(({ provider, pattern }) =>
        isCustomerNumber(compileWhole(pattern), reference) ? [provider] : [],
      )
      if (providers.length === 0) return err(localFailure('id-not-recognised'))
      const answers = await Promise.all(
        providers.map(async (provider) => ({
          provider,
          result: await request(credentials, provider, reference),
        })),
      )
      return join(answers)
    })
}

/** Nobody asked with an ETag, so that there is always a page. */
function read<TRow>(
  answer: Result<RelayAnswer<{ items: TRow[]; next: string | null }>>,
  tell: (row: TRow) => Found['rows'][number],
): Result<Found> {
  if (!answer.ok) return answer
  if (answer.value.unchanged) return err(localFailure('relay-unreadable'))
  const { value, source, asOf, completeSince } = answer.value
  return ok({
    rows: value.items.map(tell),
    isMore: value.next !== null || completeSince !== undefined,
    asOf,
    environment: source.environment,
  })
}

function join(answers: readonly { provider: ProviderId; result: Result<Found> }[]): Result<CustomerView> {
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

/**
 * The inquiries of one person, by their account and by the company's own number, whichever are known: a second account
 * may have the same number. Asked when a case of theirs is opened in the panel. Nothing is kept: who belongs together is a
 * fact about somebody, too.
 */

export interface PersonReaderParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'inquiries'>
}

export type ReadPerson = (whose: Payload<'app:person.find'>) => Promise<Result<PersonView>>

export const createPersonReader =
  ({ account: keeper, relay }: PersonReaderParts): ReadPerson =>
  ({ provider, account, reference }) =>
    keeper.use(async (credentials) => {
      const traits = [account !== null && { account }, reference !== null && { reference }].filter(
        (trait) => trait !== false,
      )
      const lists = await Promise.all(
        traits.map((trait) => relay.inquiries(credentials, { provider, ...trait, limit: LIMIT.usual })),
      )
      const found = new Map<string, Inquiry>()
      let isMore = false
      for (const list of lists) {
        // Half of them would look like all of them.
        if (!list.ok) return list
        // Nobody asked with an ETag, so that there is always a page.
        if (list.value.unchanged) return err(localFailure('relay-unreadable'))
        const { value, completeSince } = list.value
        for (const inquiry of value.items) found.set(inquiry.id, inquiry)
        isMore ||= value.next !== null || completeSince !== undefined
      }
      const items = [...found.values()].toSorted((one, other) =>
        (other.createdAt ?? '').localeCompare(one.createdAt ?? ''),
      )
      return ok({ items, isMore })
    })

/** Of which form the company's own numbers for customers are, by provider. */

/** The different patterns, whoever has them. */
export const sourcesOf = (patterns: readonly IdPattern[]): string[] => [
  ...new Set(patterns.map(({ pattern }) => pattern)),
]

export function customerPatternsOf(text: string, patterns: readonly IdPattern[]): FoundCustomerNumber[] {
  return createCustomerNumberFinder(sourcesOf(patterns))?.find(text) ?? []
}
