import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { createPageFinder } from '../../page/finder.ts'
import { deliverFinder } from '../../page/script-world.ts'

/** Run in a frame by the background when the page's script there asks for it, and there is more to find than IDs. */
export default defineUnlistedScript(() => deliverFinder(createPageFinder))
