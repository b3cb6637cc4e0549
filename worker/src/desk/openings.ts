/** Whom an agent opens, counted against their pace: a line where it is unusual, a refusal where it goes on. */
import type { Act } from '@inquiry-lens/shared/roles.ts'
import type { Admissions } from './admission.ts'
import type { Book } from './book.ts'
import type { Visitor } from './door.ts'
import { type Refused, refuse } from './outcome.ts'
import { countOpening } from './pace.ts'

export interface OpeningsParts {
  book: Book
  noteDenial: Admissions['noteDenial']
  now: () => number
}

/** A refusal where the agent opens far more different people than usual, and this is one more. */
export type CountOpening = (visitor: Visitor, person: string, act: Act) => Refused | undefined

export const createOpenings =
  ({ book, noteDenial, now }: OpeningsParts): CountOpening =>
  ({ email, requestId }, person, act) => {
    const before = book.findPace(email)
    const [pace, verdict] = countOpening(before, person, now())
    if (pace !== before) book.keepPace(email, pace)
    if (!verdict.open) {
      noteDenial(email, requestId, { act, why: 'slowed' })
      const detail = 'More different people within the hour than is usual for you.'
      return refuse({ code: 'opening-slowed', detail, retryAfter: verdict.retryAfter })
    }
    if (verdict.unusual) noteDenial(email, requestId, { act, why: 'unusual' })
    return undefined
  }
