/**
 * The inquiries of one person, by their account or the company's own number: one question, when a case of theirs is opened
 * in the panel. Nothing is kept: who belongs together is a fact about somebody, too.
 */
import { LIMIT } from '@inquiry-lens/shared/api.ts'
import { fail, type Result, succeed } from '../failure.ts'
import type { Payload, PersonView } from '../messages.ts'
import type { AccountKeeper } from './account.ts'
import { localFailure } from './local-failure.ts'
import type { RelayClient } from './relay-client.ts'

export interface PersonParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'inquiries'>
}

export type FindPerson = (whose: Payload<'app:person.find'>) => Promise<Result<PersonView>>

export const createPersonReader =
  ({ account: keeper, relay }: PersonParts): FindPerson =>
  ({ provider, account, reference }) =>
    keeper.use(async (credentials) => {
      const whose = account === null ? reference !== null && { reference } : { account }
      if (!whose) return succeed({ items: [], isMore: false })
      const answer = await relay.inquiries(credentials, { provider, ...whose, limit: LIMIT.usual })
      if (!answer.ok) return answer
      // Nobody asked with an ETag, so that there is always a page.
      if (answer.value.unchanged) return fail(localFailure('relay-unreadable'))
      const { value, reach } = answer.value
      const newestFirst = value.items.toSorted((one, other) =>
        (other.createdAt ?? '').localeCompare(one.createdAt ?? ''),
      )
      return succeed({ items: newestFirst, isMore: value.next !== null || reach !== undefined })
    })
