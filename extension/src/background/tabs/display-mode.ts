/** How pages are to be treated, and telling those that are open: as the agent likes it, while the agent is there. */
import { type Result, succeed } from '../../messages/failure.ts'
import type { PageSettings, PageTreatment } from '../../page/background-port.ts'
import { isAnybodyThere } from '../session/lock.ts'
import type { PageDocumentKeeper } from './documents.ts'
import type { PageOrderer } from './page-commands.ts'
import { pageSettings } from './stored-pages.ts'

const USUAL: PageSettings = { states: 'in-view' }

export const readPageSettings = async (): Promise<PageSettings> => (await pageSettings.get()) ?? USUAL

export interface TreatmentParts {
  documents: Pick<PageDocumentKeeper, 'everywhere'>
  orders: Pick<PageOrderer, 'apply'>
  /** Has the pages ask anew what there is to find. */
  tellSites: () => Promise<void>
  now: () => number
}

export interface Treatment {
  read(): Promise<PageTreatment>
  /** Every page that has something to show; one without an ID will hear of it with its first one. */
  tellPages(): Promise<void>
  choose(settings: PageSettings): Promise<Result<null>>
}

export function createTreatment({ documents, orders, tellSites, now }: TreatmentParts): Treatment {
  const read = async (): Promise<PageTreatment> =>
    (await isAnybodyThere(now())) ? readPageSettings() : { states: 'none' }

  async function tellPages(): Promise<void> {
    const treatment = await read()
    for (const document of await documents.everywhere()) void orders.apply(document, treatment)
    // What there is to find depends on who is there.
    if (treatment.states !== 'none') await tellSites()
  }

  return {
    read,
    tellPages,
    async choose(settings) {
      await pageSettings.set(settings)
      await tellPages()
      return succeed(null)
    },
  }
}
