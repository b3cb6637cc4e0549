/** How pages are to be treated, as it is stored and sent. Apart from both, so that no page carries the messages' schemas. */
import * as v from 'valibot'
import type { PageSettings } from '../page/background-port.ts'

export const PageSettingsSchema = v.object({
  states: v.picklist(['in-view', 'on-hover']),
}) satisfies v.GenericSchema<unknown, PageSettings>
