/**
 * The inquiries of one person, by their account and by the company's own number, whichever are known: a second account
 * may have the same number. Asked when a case of theirs is opened in the panel. Nothing is kept: who belongs together is a
 * fact about somebody, too.
 */
import { LIMIT } from '@inquiry-lens/shared/contract/api.ts'
import type { Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Payload, PersonView } from '../../messages/messages.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/local-failure.ts'
import type { AccountKeeper } from '../session/account.ts'

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
