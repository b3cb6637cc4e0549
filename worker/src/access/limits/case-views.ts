/** Whom an agent opens and what they look up, against their limits: an entry where it is unusual, a refusal where it goes on. */
import type { Act } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Book } from '../agents/agent-store.ts'
import type { Admissions } from '../authenticate.ts'
import { accept, type Outcome, type Refused, refuse } from '../result.ts'
import type { Visitor } from '../with-authorization.ts'
import { HOURLY_USE, type HourlyUses, type ReservedLookups } from './hourly-use.ts'
import { countOpening, type Person } from './velocity-limit.ts'

export interface OpeningsParts {
  book: Book
  noteDenial: Admissions['noteDenial']
  now: () => number
}

/**
 * A refusal where the agent opens far more different people than usual, and this is one more. What was not found is
 * refused then as well, but not counted: else the refusal would say that there is one.
 */
export type CountOpening = (
  visitor: Visitor,
  persons: readonly Person[],
  act: Act,
  isFound?: boolean,
) => Refused | undefined

export const createOpenings =
  ({ book, noteDenial, now }: OpeningsParts): CountOpening =>
  ({ email, requestId }, persons, act, isFound = true) => {
    if (persons.length === 0) return undefined
    const before = book.findPace(email)
    const [pace, verdict] = countOpening(before, persons, now())
    if (isFound && (pace.people !== before?.people || pace.aliases !== before.aliases))
      book.keepPace(email, pace)
    if (!verdict.open) {
      noteDenial(email, requestId, { act, why: 'slowed' })
      const { left } = verdict
      const detail =
        left > 0
          ? `More different people than are left to you within the hour. Ask about ${left} at most.`
          : 'More different people within the hour than is usual for you.'
      return refuse({ code: 'opening-slowed', detail, retryAfter: verdict.retryAfter })
    }
    if (isFound && verdict.unusual) noteDenial(email, requestId, { act, why: 'unusual' })
    return undefined
  }

/** Those of the IDs that the agent may still look up in this hour; a refusal where there is none. */
export type CountLookups = (visitor: Visitor, ids: readonly string[]) => Outcome<ReservedLookups>

export const createLookupCount =
  ({ uses, noteDenial }: { uses: HourlyUses } & Pick<OpeningsParts, 'noteDenial'>): CountLookups =>
  ({ email, requestId }, ids) => {
    const reserved = uses.reserveLookups(email, ids)
    const { allowed, retryAfter } = reserved
    if (retryAfter === undefined) return accept(reserved)
    noteDenial(email, requestId, { act: 'read', why: 'lookups' })
    if (allowed.length > 0) return accept(reserved)
    const detail = `At most ${HOURLY_USE.lookups} different IDs in an hour.`
    return refuse({ code: 'lookups-limited', detail, retryAfter })
  }
