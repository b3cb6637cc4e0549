/** What the desk remembers of a sign-in is what its tables say, also right after they were written to. */
import { runInDurableObject } from 'cloudflare:test'
import { expect, it } from 'vitest'
import { accessControl } from '../../../testing/read-audit-log.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { type AgentStore, openAgentStore } from './agent-store.ts'

const HOUR = 3_600_000

const withBook = (permission: (book: AgentStore, reopen: () => AgentStore) => void) => {
  openRelay()
  return runInDurableObject(accessControl(), (_, { storage }) => {
    const book = openAgentStore(storage.sql)
    book.putAgent('ada@example.com', 'agent', 0)
    for (const hash of ['one', 'two']) book.addSignIn(hash, 'ada@example.com', false, 0)
    permission(book, () => openAgentStore(storage.sql))
  })
}

it.each<[string, (book: AgentStore) => void]>([
  ['another role', (book) => book.putAgent('ada@example.com', 'admin', HOUR)],
  ['a revocation', (book) => void book.revokeAgent('ada@example.com', HOUR)],
  ['a revocation of all but one', (book) => void book.revokeAll('two', HOUR)],
  ['signing out', (book) => book.endSignIn('one')],
  ['signing in once more', (book) => book.addSignIn('three', 'ada@example.com', true, HOUR)],
  [
    'a use after a minute',
    (book) => {
      const signIn = book.findSignIn('one')
      if (signIn) book.noteUse(signIn, HOUR)
    },
  ],
])('after %s', async (_, change) => {
  await withBook((book, reopen) => {
    const hashes = ['one', 'two', 'three', 'none']
    // Each was looked up before, and might be remembered as it was.
    for (const hash of hashes) book.findSignIn(hash)
    change(book)
    expect(hashes.map((hash) => book.findSignIn(hash))).toEqual(
      hashes.map((hash) => reopen().findSignIn(hash)),
    )
  })
})
