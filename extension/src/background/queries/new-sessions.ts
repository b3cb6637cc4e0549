/**
 * Tells pages that there are sessions which they were not told of: a UUID counts on a page where it is known. Once for a
 * list that was asked for, and only where it held any that this sign-in had not seen, in earlier lives of the background too.
 */
import type { Session, Source } from '@inquiry-lens/shared/domain/model.ts'
import type { Account } from '../../messages/messages.ts'
import { seenSessions } from '../../platform/stored.ts'
import type { ViewCache } from './view-cache.ts'

/** Several times what pages are told of, so that two lists which alternate are not news to each other. */
const MAX_SEEN = 1000

export interface NewSessionsParts {
  notifySites: () => Promise<void>
  memory: Pick<ViewCache, 'remember'>
}

export function createNewSessions({ notifySites, memory }: NewSessionsParts) {
  return async function note(
    rows: readonly Session[],
    { provider, environment }: Source,
    account: Account,
    abort: AbortSignal,
  ): Promise<void> {
    if (provider !== 'deepidv' || environment !== 'production') return
    const ids = rows.map(({ id }) => id)
    let hasNew = false
    await memory.remember(
      seenSessions,
      account,
      (held, stamp) => {
        const seen = new Set(held?.ids)
        hasNew = ids.some((id) => !seen.has(id))
        return { ...stamp, ids: [...new Set([...ids, ...seen])].slice(0, MAX_SEEN) }
      },
      abort,
    )
    if (hasNew && !abort.aborted) await notifySites()
  }
}
