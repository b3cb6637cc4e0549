/** The display mode of pages: as the agent has set it, and `none` while the agent is signed out or inactive. */
import { ok, type Result } from '../../messages/failure.ts'
import { PageSettingsSchema } from '../../messages/table.ts'
import type { DisplayMode, PageCommands, PageSettings } from '../../page/background-port.ts'
import { toGuard } from '../../platform/background-storage.ts'
import { createItem } from '../../platform/storage.ts'
import type { findTabs } from '../../platform/tabs.ts'
import { isAgentActive } from '../session/lock.ts'
import type { PageCommander, PageDocumentKeeper } from './documents.ts'
import type { GrantedSites } from './sites.ts'

const pageSettings = createItem('local', 'pageSettings', toGuard(PageSettingsSchema))

const DEFAULT: PageSettings = { states: 'in-view' }

export const readPageSettings = async (): Promise<PageSettings> => (await pageSettings.get()) ?? DEFAULT

export interface DisplayModes {
  read(): Promise<DisplayMode>
  /** Sends the mode to every page with IDs; a page without any gets it with its first one. */
  notifyPages(): Promise<void>
  /** Makes them ask for the states again, and show those of before until then. */
  refreshStates(): Promise<void>
  choose(settings: PageSettings): Promise<Result<null>>
}

export function createDisplayModes({
  documents,
  commands,
  notifySites,
  now,
}: {
  documents: Pick<PageDocumentKeeper, 'everywhere'>
  commands: Pick<PageCommander, 'apply'>
  /** Makes pages load their finder hints again. */
  notifySites: () => Promise<void>
  now: () => number
}): DisplayModes {
  const read = async (): Promise<DisplayMode> =>
    (await isAgentActive(now())) ? readPageSettings() : { states: 'none' }

  async function send(displayMode: PageCommands['to-page:settings']['payload']): Promise<void> {
    for (const document of await documents.everywhere()) void commands.apply(document, displayMode)
  }

  async function notifyPages(): Promise<void> {
    const displayMode = await read()
    await send(displayMode)
    // The hints depend on who is signed in.
    if (displayMode.states !== 'none') await notifySites()
  }

  return {
    read,
    notifyPages,
    refreshStates: async () => send({ ...(await read()), isAgain: true }),
    async choose(settings) {
      await pageSettings.set(settings)
      await notifyPages()
      return ok(null)
    },
  }
}

/** Makes every page of our sites load its finder hints again: after a sign-in, or when there are new sessions. */
export const createSitePages =
  ({
    sites,
    findTabs: find,
    commands,
  }: {
    sites: Pick<GrantedSites, 'list'>
    findTabs: typeof findTabs
    commands: Pick<PageCommander, 'reloadHints'>
  }) =>
  async (): Promise<void> => {
    // A frozen tab answers when it wakes, so this waits for none.
    for (const { id } of await find(await sites.list())) void commands.reloadHints(id)
  }
