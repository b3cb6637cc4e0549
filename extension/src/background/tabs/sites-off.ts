/**
 * Where nothing may be marked: hosts that the relay's configuration switches off, and every host where the policy switches
 * marks off. The last answer is kept, so that it holds before the next one.
 */
import type { Policy } from '../../platform/policy.ts'
import { accountKey, readAccount } from '../../platform/stored.ts'
import { isSample } from '../samples/sample-mark.ts'
import { sitesOff } from './stored-pages.ts'

/** How long an open page relies on the last answer. */
const FRESH_MS = 60_000
const EVERYWHERE = ['*']

export interface SitesOff {
  /** Hosts as in `SITES_OFF`. */
  read(): Promise<readonly string[]>
  /** What a relay has just answered. */
  keep(relay: string, hosts: readonly string[]): Promise<void>
  /** Asks the relay when its last answer is old. Waits for the answer only where this relay has never given one. */
  refresh(): Promise<void>
  /** The agent turned to another page. One that is off asks for nothing, also not whether it may be on again. */
  refreshWhileOff(): Promise<void>
}

export interface SitesOffParts {
  readManaged: () => Promise<Pick<Policy, 'off'>>
  /** Passes its answer to `keep`. */
  readConfig: () => Promise<unknown>
  onChange: () => void
  now: () => number
}

export function createSitesOff({ readManaged, readConfig, onChange, now }: SitesOffParts): SitesOff {
  let asking: { owner: string; answer: Promise<unknown> } | undefined

  async function refresh(): Promise<void> {
    const account = await readAccount()
    if (!account || isSample(account)) return
    const known = await sitesOff.get()
    const isKnown = known?.relay === account.relay
    if (isKnown && now() - known.at < FRESH_MS) return
    const owner = accountKey(account)
    // A question for another account ends with its sign-in, and says nothing.
    if (asking?.owner !== owner) {
      const mine = { owner, answer: readConfig() }
      asking = mine
      void mine.answer.finally(() => {
        if (asking === mine) asking = undefined
      })
    }
    if (!isKnown) await asking.answer
  }

  return {
    async read() {
      const { off } = await readManaged()
      return off.includes('marks') ? EVERYWHERE : ((await sitesOff.get())?.hosts ?? [])
    },

    async keep(relay, hosts) {
      const before = await sitesOff.get()
      await sitesOff.set({ relay, hosts: [...hosts], at: now() })
      if (before?.hosts.join() !== [...hosts].join()) onChange()
    },

    refresh,

    async refreshWhileOff() {
      if ((await sitesOff.get())?.hosts.length) await refresh()
    },
  }
}
