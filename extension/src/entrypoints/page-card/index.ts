import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { createCard } from '../../page/card/card.ts'
import { followEditors } from '../../page/insert.ts'
import { deliver } from '../../page/script-world.ts'

/** Run in a frame by the background when the page's script there asks for it. */
export default defineUnlistedScript(() => {
  deliver(createCard)
  followEditors()
})
