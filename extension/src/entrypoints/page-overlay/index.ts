import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { createPageUi } from '../../page/page-ui.ts'
import { deliverUi } from '../../page/script-world.ts'

/** Run in a frame by the background when the page's script there asks for it: with the first mark. */
export default defineUnlistedScript(() => deliverUi(createPageUi))
