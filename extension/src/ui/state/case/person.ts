/** The inquiries of one person: asked for once while the agent stays with them, and again when somebody wants it. */
import type { Result } from '../../../messages/failure.ts'
import type { Payload, PersonView } from '../../../messages/messages.ts'
import type { SessionFilters } from '../lists/session-filters.ts'
import { type Action, createAction } from '../resource/action.ts'
import { isSame } from '../resource/same.ts'

export type Whose = Payload<'app:person.find'>

export interface PersonParts {
  fetch(whose: Whose, abort: AbortSignal): Promise<Result<PersonView>>
  now(): number
  abort: AbortSignal
}

/** Who goes through a person's cases, and back, asks no more than once; who returns later does. */
const KEEP_MS = 5 * 60_000

export type FindPerson = (whose: Whose) => Action<PersonView>

/** How one gets about among the cases of a person. */
export interface Others {
  find: FindPerson
  /** In place of the case that is open, which is what one comes back to. */
  open(id: string): void
  /** The one that was left for this case just now. */
  cameFrom: string | undefined
  /** To the rows of the lists that belong to it. */
  narrow(to: SessionFilters): void
}

export function createPersonFinder({ fetch, now, abort: ended }: PersonParts): FindPerson {
  let held: { whose: Whose; at: number; found: Action<PersonView>; turn: AbortController } | undefined

  return (whose) => {
    if (held && isSame(held.whose, whose) && now() - held.at < KEEP_MS) return held.found
    held?.turn.abort()
    const turn = new AbortController()
    const found = createAction<PersonView>(
      (abort) => fetch(whose, abort),
      AbortSignal.any([turn.signal, ended]),
    )
    held = { whose, at: now(), found, turn }
    found.run()
    return found
  }
}
