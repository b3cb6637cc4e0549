import { describe, expect, it, vi } from 'vitest'
import { RELAY, TOKEN } from '../fixtures.ts'
import { SAMPLE_RELAY } from '../samples/sample-mark.ts'
import { createSampleRelay } from '../samples/sample-relay.ts'
import { createRelayClient, type RelayClient } from './client.ts'
import { createLiveOrSample } from './live-or-sample.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const { signal: abort } = new AbortController()

/** Everything that a client can be asked, as an agent of this relay. */
const requestAll = (relay: RelayClient, address: string) => {
  const credentials = { relay: address, token: TOKEN, abort }
  return Promise.all([
    relay.health(address),
    relay.me(credentials),
    relay.config(credentials),
    relay.lists['app:sessions.list'](credentials, { limit: 25 }),
    relay.lists['app:events.list'](credentials, { limit: 25 }),
    relay.lookUp(credentials, ['inq_7kQ2mXv9pLw4Zt3bNcRy8dHf']),
    relay.caseFile(credentials, { id: 'inq_7kQ2mXv9pLw4Zt3bNcRy8dHf' }),
    relay.signOut(credentials),
    relay.pair(address, { code: 'ABCD', keepSignedIn: false }),
  ])
}

function setUp() {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(null, { status: 500 }))
  const makeRelay = vi.fn(() =>
    createRelayClient({
      fetch,
      now: () => NOW,
      isOnline: () => true,
      timeLimit: () => abort,
      ownOrigin: 'chrome-extension://us',
      attend: async () => async () => {},
    }),
  )
  const makeSamples = vi.fn(() => createSampleRelay({ now: () => NOW }))
  return { fetch, makeRelay, makeSamples, relay: createLiveOrSample({ makeRelay, makeSamples }) }
}

describe('who answers', () => {
  it('is the samples for the samples: no client is made, and nothing is fetched', async () => {
    const { relay, makeRelay, fetch } = setUp()
    await requestAll(relay, SAMPLE_RELAY)
    expect(makeRelay).not.toHaveBeenCalled()
    expect(fetch).not.toHaveBeenCalled()
  })

  it('is the relay for everything else, and no sample gets into it', async () => {
    const { relay, makeRelay, makeSamples, fetch } = setUp()
    await requestAll(relay, RELAY)
    expect(makeRelay).toHaveBeenCalledOnce()
    expect(makeSamples).not.toHaveBeenCalled()
    expect(fetch).toHaveBeenCalled()
  })
})
