import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { createPagePort } from '../../page/background-port.ts'
import { startPage } from '../../page/page.ts'
import { enter } from '../../page/script-world.ts'
import './style.css'

/**
 * No content script to WXT, though it is registered as one: theirs tell each other of their start by an event on the
 * document, by which any page could hear that we are here, and by sending it itself could end us.
 */
export default defineUnlistedScript(() => {
  const world = enter()
  if (!world) return
  startPage({
    port: createPagePort(world.end.signal),
    now: () => performance.now(),
    pause: () => scheduler.yield(),
    world,
  })
})
