import { runInDurableObject } from 'cloudflare:test'
import { expect, it } from 'vitest'
import { accessControl } from '../../../testing/read-audit-log.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { type AgentStore, openAgentStore } from './agent-store.ts'

const HOUR = 3_600_000

const withStore = (run: (store: AgentStore, reopen: () => AgentStore) => void) => {
  openRelay()
  return runInDurableObject(accessControl(), (_, { storage }) => {
    const store = openAgentStore(storage.sql, () => undefined)
    store.putAgent('ada@example.com', 'agent', 0)
    for (const hash of ['one', 'two']) store.addSignIn(hash, 'ada@example.com', false, 0)
    run(store, () => {
      store.flush()
      return openAgentStore(storage.sql, () => undefined)
    })
  })
}

it.each<[string, (store: AgentStore) => void]>([
  ['another role', (store) => store.putAgent('ada@example.com', 'admin', HOUR)],
  ['a revocation', (store) => void store.revokeAgent('ada@example.com', HOUR)],
  ['a revocation of all but one', (store) => void store.revokeAll('two', HOUR)],
  ['signing out', (store) => store.endSignIn('one')],
  ['signing in once more', (store) => store.addSignIn('three', 'ada@example.com', true, HOUR)],
  [
    'a use after a minute',
    (store) => {
      const signIn = store.findSignIn('one')
      if (signIn) store.touchSignIn(signIn, HOUR)
    },
  ],
])('finds the stored sign-ins after %s', async (_, change) => {
  await withStore((store, reopen) => {
    const hashes = ['one', 'two', 'three', 'none']
    for (const hash of hashes) store.findSignIn(hash)
    change(store)
    expect(hashes.map((hash) => store.findSignIn(hash))).toEqual(
      hashes.map((hash) => reopen().findSignIn(hash)),
    )
  })
})
