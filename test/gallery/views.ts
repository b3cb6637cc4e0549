/** Every view of every surface, in every state that it can be in: the one table that pages, pictures and tests go by. */
import type { View } from './view.ts'
import { ADMIN_VIEWS } from './views/admin-views.ts'
import { CARD_VIEWS } from './views/card-views.ts'
import { CASE_LIST_VIEWS } from './views/case-list-views.ts'
import { EXPORT_VIEWS } from './views/export-views.ts'
import { OPTIONS_VIEWS } from './views/options-views.ts'
import { PANEL_VIEWS } from './views/panel-views.ts'
import { POPUP_VIEWS } from './views/popup-views.ts'

export const VIEWS: readonly View[] = [
  ...POPUP_VIEWS,
  ...CASE_LIST_VIEWS,
  ...PANEL_VIEWS,
  ...EXPORT_VIEWS,
  ...CARD_VIEWS,
  ...OPTIONS_VIEWS,
  ...ADMIN_VIEWS,
]
