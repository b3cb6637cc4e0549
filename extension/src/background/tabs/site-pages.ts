/** Has every page of our sites ask anew what there is to find in it: somebody has signed in, or there is more. */

import type { findTabs } from '../../platform/tabs.ts'
import type { PageOrderer } from './page-commands.ts'
import type { Sites } from './sites.ts'

export interface SitePagesParts {
  sites: Pick<Sites, 'list'>
  findTabs: typeof findTabs
  orders: Pick<PageOrderer, 'learn'>
}

export const createSitePages =
  ({ sites, findTabs, orders }: SitePagesParts) =>
  async (): Promise<void> => {
    const tabs = await findTabs(await sites.list())
    // A tab that is frozen answers when it wakes: nobody waits for that.
    for (const { id } of tabs) void orders.learn(id)
  }
