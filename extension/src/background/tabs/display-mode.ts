/** How pages are to be treated, and telling those that are open: as the agent likes it, while the agent is there. */
import { ok, type Result } from '../../messages/failure.ts'
import { PageSettingsSchema } from '../../messages/table.ts'
import type { DisplayMode, PageSettings } from '../../page/background-port.ts'
import { toGuard } from '../../platform/background-storage.ts'
import { createItem } from '../../platform/storage.ts'
import type { findTabs } from '../../platform/tabs.ts'
import { isAgentActive } from '../session/lock.ts'
import type { PageCommander, PageDocumentKeeper } from './documents.ts'
import type { GrantedSites } from './sites.ts'

const pageSettings = createItem('local', 'pageSettings', toGuard(PageSettingsSchema))

const USUAL: PageSettings = { states: 'in-view' }

export const readPageSettings = async (): Promise<PageSettings> => (await pageSettings.get()) ?? USUAL

export interface DisplayModesParts {
  documents: Pick<PageDocumentKeeper, 'everywhere'>
  commands: Pick<PageCommander, 'apply'>
  /** Has the pages ask anew what there is to find. */
  notifySites: () => Promise<void>
  now: () => number
}

export interface DisplayModes {
  read(): Promise<DisplayMode>
  /** Every page that has something to show; one without an ID will hear of it with its first one. */
  notifyPages(): Promise<void>
  choose(settings: PageSettings): Promise<Result<null>>
}

export function createDisplayModes({
  documents,
  commands,
  notifySites,
  now,
}: DisplayModesParts): DisplayModes {
  const read = async (): Promise<DisplayMode> =>
    (await isAgentActive(now())) ? readPageSettings() : { states: 'none' }

  async function notifyPages(): Promise<void> {
    const displayMode = await read()
    for (const document of await documents.everywhere()) void commands.apply(document, displayMode)
    // What there is to find depends on who is there.
    if (displayMode.states !== 'none') await notifySites()
  }

  return {
    read,
    notifyPages,
    async choose(settings) {
      await pageSettings.set(settings)
      await notifyPages()
      return ok(null)
    },
  }
}

/** Has every page of our sites ask anew what there is to find in it: somebody has signed in, or there is more. */

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
