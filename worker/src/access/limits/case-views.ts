/** Whom an agent opens and what they look up, against their limits: an entry where it is unusual, a refusal where it goes on. */
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { AgentStore } from '../agents/agent-store.ts'
import type { Authenticator } from '../authenticate.ts'
import { type Err, err, ok, type Result } from '../result.ts'
import type { AuthContext } from '../with-authorization.ts'
import { HOURLY_USE, type HourlyUses, type ReservedLookups } from './hourly-use.ts'
import { countCaseView, type Person } from './velocity-limit.ts'

export interface CaseViewsParts {
  book: AgentStore
  noteDenial: Authenticator['noteDenial']
  now: () => number
}

/**
 * A refusal where the agent opens far more different people than usual, and this is one more. What was not found is
 * refused then as well, but not counted: else the refusal would say that there is one.
 */
export type CountCaseView = (
  visitor: AuthContext,
  persons: readonly Person[],
  permission: Permission,
  isFound?: boolean,
) => Err | undefined

export const createCaseViews =
  ({ book, noteDenial, now }: CaseViewsParts): CountCaseView =>
  ({ email, requestId }, persons, permission, isFound = true) => {
    if (persons.length === 0) return undefined
    const before = book.findPace(email)
    const [pace, verdict] = countCaseView(before, persons, now())
    if (isFound && (pace.people !== before?.people || pace.aliases !== before.aliases))
      book.keepPace(email, pace)
    if (!verdict.open) {
      noteDenial(email, requestId, { permission, why: 'slowed' })
      const { left } = verdict
      const detail =
        left > 0
          ? `More different people than are left to you within the hour. Ask about ${left} at most.`
          : 'More different people within the hour than is usual for you.'
      return err({ code: 'opening-slowed', detail, retryAfter: verdict.retryAfter })
    }
    if (isFound && verdict.unusual) noteDenial(email, requestId, { permission, why: 'unusual' })
    return undefined
  }

/** Those of the IDs that the agent may still look up in this hour; a refusal where there is none. */
export type CountLookups = (visitor: AuthContext, ids: readonly string[]) => Result<ReservedLookups>

export const createLookupCount =
  ({ uses, noteDenial }: { uses: HourlyUses } & Pick<CaseViewsParts, 'noteDenial'>): CountLookups =>
  ({ email, requestId }, ids) => {
    const reserved = uses.reserveLookups(email, ids)
    const { allowed, retryAfter } = reserved
    if (retryAfter === undefined) return ok(reserved)
    noteDenial(email, requestId, { permission: 'read', why: 'lookups' })
    if (allowed.length > 0) return ok(reserved)
    const detail = `At most ${HOURLY_USE.lookups} different IDs in an hour.`
    return err({ code: 'lookups-limited', detail, retryAfter })
  }
