/** Has every page of our sites ask anew what there is to find in it: somebody has signed in, or there is more. */

import type { findTabs } from '../../platform/tabs.ts'
import type { PageCommander } from './page-commands.ts'
import type { GrantedSites } from './sites.ts'

export interface SitePagesParts {
  sites: Pick<GrantedSites, 'list'>
  findTabs: typeof findTabs
  commands: Pick<PageCommander, 'learn'>
}

export const createSitePages =
  ({ sites, findTabs, commands }: SitePagesParts) =>
  async (): Promise<void> => {
    const tabs = await findTabs(await sites.list())
    // A tab that is frozen answers when it wakes: nobody waits for that.
    for (const { id } of tabs) void commands.learn(id)
  }
