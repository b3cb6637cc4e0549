import type { BackgroundDefinition } from 'wxt'
import { defineBackground } from 'wxt/utils/define-background'
import { createAccountKeeper } from '../background/account.ts'
import { createConnectionTest } from '../background/connection.ts'
import { createListMemory } from '../background/list-memory.ts'
import { createListReader } from '../background/lists.ts'
import { checkRelay } from '../background/relay-check.ts'
import { createRelayClient } from '../background/relay-client.ts'
import { createRouter, listenerOf } from '../background/router.ts'
import { browser } from '../platform/browser.ts'
import { classifySender } from '../platform/sender.ts'
import { closeToContentScripts } from '../platform/storage.ts'

/** Wires the background. Every listener stands before the first await, or the browser would wake us for nothing. */
const background: BackgroundDefinition = defineBackground({
  type: 'module',
  main() {
    const self = { id: browser.runtime.id, origin: new URL(browser.runtime.getURL('')).origin }
    const now = Date.now
    const report = (error: unknown) => console.error(error)

    const relay = createRelayClient({
      fetch,
      now,
      isOnline: () => navigator.onLine,
      timeLimit: (milliseconds) => AbortSignal.timeout(milliseconds),
      ownOrigin: self.origin,
    })
    const memory = createListMemory({ now })
    const account = createAccountKeeper({ relay, forgetShown: memory.forgetAll })
    const parts = { account, relay, memory }

    const route = createRouter({
      classify: (sender) => classifySender(sender, self),
      report,
      handlers: {
        'app:account.pair': account.pair,
        'app:account.sign-out': account.signOut,
        'app:relay.check': ({ relay: typed }) => checkRelay(relay, typed),
        'app:connection.test': createConnectionTest(parts),
        'app:config.get': () => account.use(relay.config),
        'app:sessions.list': createListReader('app:sessions.list', parts),
        'app:events.list': createListReader('app:events.list', parts),
      },
    })
    browser.runtime.onMessage.addListener(listenerOf(route))

    closeToContentScripts().catch(report)
    memory.forgetIdle().catch(report)
  },
})

export default background
