/** How pages are to be treated, and telling those that are open. */
import { type Result, succeed } from '../failure.ts'
import type { PageSettings } from '../page/port.ts'
import type { PageOrderer } from '../platform/page-orders.ts'
import type { PageDocumentKeeper } from './page-documents.ts'
import { pageSettings } from './stored-pages.ts'

const USUAL: PageSettings = { states: 'in-view' }

export const readPageSettings = async (): Promise<PageSettings> => (await pageSettings.get()) ?? USUAL

export interface SettingsParts {
  documents: Pick<PageDocumentKeeper, 'everywhere'>
  orders: Pick<PageOrderer, 'apply'>
}

export function createSettingsWriter({ documents, orders }: SettingsParts) {
  return async function writePageSettings(settings: PageSettings): Promise<Result<null>> {
    await pageSettings.set(settings)
    // Pages without an ID will hear of them with their first one.
    for (const document of await documents.everywhere()) void orders.apply(document, settings)
    return succeed(null)
  }
}
