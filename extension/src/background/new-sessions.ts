/**
 * Tells pages that there are sessions which they were not told of: a UUID counts on a page where it is known. Once for a
 * list that was asked for, and only where it held any that nobody here had seen.
 */
import type { Session, Source } from '@inquiry-lens/shared/model.ts'
import type { PageOrderer } from '../platform/page-orders.ts'
import type { findTabs } from '../platform/tabs.ts'
import type { Sites } from './sites.ts'

export interface NewSessionsParts {
  sites: Pick<Sites, 'list'>
  findTabs: typeof findTabs
  orders: Pick<PageOrderer, 'learn'>
}

export function createNewSessions({ sites, findTabs, orders }: NewSessionsParts) {
  let seen: ReadonlySet<string> = new Set()

  return async function note(rows: readonly Session[], { provider, environment }: Source): Promise<void> {
    if (provider !== 'deepidv' || environment !== 'production') return
    const ids = rows.map(({ id }) => id)
    const isNew = ids.some((id) => !seen.has(id))
    seen = new Set(ids)
    if (!isNew) return
    const tabs = await findTabs(await sites.list())
    await Promise.all(tabs.map(({ id }) => orders.learn(id)))
  }
}
