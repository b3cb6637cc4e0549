/**
 * Tells pages that there are sessions which they were not told of: a UUID counts on a page where it is known. Once for a
 * list that was asked for, and only where it held any that nobody here had seen.
 */
import type { Session, Source } from '@inquiry-lens/shared/model.ts'

export function createNewSessions({ tellSites }: { tellSites: () => Promise<void> }) {
  let seen: ReadonlySet<string> = new Set()

  return async function note(rows: readonly Session[], { provider, environment }: Source): Promise<void> {
    if (provider !== 'deepidv' || environment !== 'production') return
    const ids = rows.map(({ id }) => id)
    const isNew = ids.some((id) => !seen.has(id))
    seen = new Set(ids)
    if (isNew) await tellSites()
  }
}
