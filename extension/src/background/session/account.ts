/**
 * The sign-in. The token is read from storage at each use, because the background may have been restarted, and goes to the
 * relay client alone.
 */
import { PairRequestSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import * as v from 'valibot'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, Payload } from '../../messages/messages.ts'
import { toGuard } from '../../platform/background-storage.ts'
import type { Policy } from '../../platform/policy.ts'
import { createItem, type StorageAreaName, type StoredItem } from '../../platform/storage.ts'
import {
  ACCOUNT_AREAS,
  accountIn,
  accountKey,
  activeAt,
  isAccount,
  isSample,
  lastRelay,
  readAccount,
  type SignedOutReason,
  savedViews,
  signedOut,
} from '../../stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { checkRelay, normaliseRelayAddress } from '../relay/connection.ts'
import { problemFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import { makeSampleSignIn } from '../samples/sample-relay.ts'

const isToken = toGuard(v.pipe(v.string(), v.minLength(1)))

const tokenIn: Readonly<Record<StorageAreaName, StoredItem<string>>> = {
  session: createItem('session', 'token', isToken),
  local: createItem('local', 'token', isToken),
}

/** Marks a sign-in that ends with the browser, so that its end gets a reason, and an update does not end it. */
const browserSignIn = createItem(
  'local',
  'browserSignIn',
  toGuard(
    v.object({
      relay: v.string(),
      account: v.optional(v.custom<Account>(isAccount)),
      token: v.optional(v.string()),
    }),
  ),
)

const ENDED_BY = {
  'browser-start': 'Your sign-in ended when the browser was closed.',
  update: 'Your sign-in ended when Inquiry Lens was updated.',
} as const

export interface AccountKeeper {
  pair(request: Payload<'app:account.pair'>): Promise<Result<Account>>
  /** Signs in to fictional data; ends another sign-in. */
  trySamples(): Promise<Result<Account>>
  /** Always succeeds here, even if the relay does not answer. */
  signOut(): Promise<Result<null>>
  /** Ends a sign-in that the administrator's policy does not allow. */
  enforcePolicy(): Promise<void>
  /** Before the browser updates the extension, which clears session storage. */
  prepareUpdate(): Promise<void>
  /** Continues the sign-in after an update, or stores why it ended. */
  resume(after: keyof typeof ENDED_BY): Promise<void>
  /** Stores the role that the relay has named; surfaces follow it. */
  keepRole(account: Account, role: Role): Promise<void>
  /** Sends a request as the agent. A `signed-out` answer ends the sign-in here too. */
  use<T>(request: (credentials: Credentials, account: Account) => Promise<Result<T>>): Promise<Result<T>>
}

export function createAccountKeeper({
  relay,
  forgetShown,
  notifyPages,
  readManaged,
  now,
}: {
  relay: Pick<RelayClient, 'health' | 'pair' | 'signOut'>
  /** Drops everything that was shown to the agent. */
  forgetShown: () => Promise<void>
  /** Pages hide their states while signed out. */
  notifyPages: () => Promise<void>
  readManaged: () => Promise<Pick<Policy, 'relay' | 'keepSignedIn'>>
  now: () => number
}): AccountKeeper {
  /** Aborts requests when the sign-in ends, so that a late answer is neither stored nor ends the next sign-in. */
  let signIn = new AbortController()
  /** The sign-out in progress, which a second one shares: its slow parts must not remove the next sign-in. */
  let ending: Promise<void> | undefined

  async function readSignIn(): Promise<{ account: Account; token: string } | undefined> {
    const account = await readAccount()
    if (!account) return undefined
    const token = await tokenIn[areaOf(account)].get()
    return token === undefined ? undefined : { account, token }
  }

  async function end(reason?: SignedOutReason): Promise<void> {
    signIn.abort()
    // The reason first: surfaces read it as soon as the account is gone.
    if (reason) await signedOut.set(reason)
    ending ??= endOnce().finally(() => {
      ending = undefined
    })
    await ending
  }

  async function endOnce(): Promise<void> {
    signIn.abort()
    try {
      await Promise.all([
        ...ACCOUNT_AREAS.map((area) => tokenIn[area].remove()),
        browserSignIn.remove(),
        forgetShown(),
      ])
    } finally {
      // The account last: when surfaces show the sign-out, nothing of the data is left.
      await Promise.all([...ACCOUNT_AREAS.map((area) => accountIn[area].remove()), activeAt.remove()])
      signIn = new AbortController()
    }
    await notifyPages()
  }

  async function begin(account: Account, token: string): Promise<void> {
    // The account last: surfaces send requests as soon as it is there.
    await tokenIn[areaOf(account)].set(token)
    await signedOut.remove()
    if (!account.keepSignedIn && !isSample(account)) await browserSignIn.set({ relay: account.relay })
    await accountIn[areaOf(account)].set(account)
    await notifyPages()
  }

  async function replace(account: Account, token: string): Promise<void> {
    const earlier = await readSignIn()
    await end()
    await begin(account, token)
    // Not awaited; it has its own time limit.
    if (earlier) void relay.signOut({ relay: earlier.account.relay, token: earlier.token })
  }

  /** Ends a sign-in to another relay than the administrator's, or if that one's address is not valid. */
  async function enforcePolicy(): Promise<void> {
    const { relay: set } = await readManaged()
    const account = await readAccount()
    if (set === undefined || !account || isSample(account)) return
    const address = normaliseRelayAddress(set)
    if (address.ok && address.value === account.relay) return
    await end({ relay: account.relay, detail: 'Your administrator has set another relay.' })
  }

  return {
    enforcePolicy,

    async pair({ relay: typed, code, keepSignedIn: wanted }) {
      const { relay: set, keepSignedIn = wanted } = await readManaged()
      const request = v.safeParse(PairRequestSchema, { code, keepSignedIn })
      const found = await checkRelay(relay, set ?? typed)
      if (!found.ok) return found
      const { address } = found.value
      // Stored even if the code is wrong: the address is right.
      await lastRelay.set(address)
      if (!request.success) return err(problemFailure('pairing-code-wrong', `${request.issues[0].message}.`))
      const paired = await relay.pair(address, request.output)
      if (!paired.ok) return paired

      const { token, agent, expiresAt } = paired.value
      const account: Account = { relay: address, ...agent, expiresAt, keepSignedIn }
      await replace(account, token)
      return ok(account)
    },

    async trySamples() {
      const { account, token } = makeSampleSignIn(now())
      await replace(account, token)
      return ok(account)
    },

    // An end that the agent did not choose keeps the saved views, for that agent alone.
    async signOut() {
      const current = await readSignIn()
      // Sent during the clean-up: the background may be stopped at any time, and offline must work too.
      const sent = current && relay.signOut({ relay: current.account.relay, token: current.token })
      await Promise.all([signedOut.remove(), savedViews.remove()])
      await end()
      await sent
      return ok(null)
    },

    async prepareUpdate() {
      const current = await readSignIn()
      if (current && (await browserSignIn.get()))
        await browserSignIn.set({ relay: current.account.relay, ...current })
    },

    async resume(after) {
      const stored = await browserSignIn.get()
      if (!stored) return
      const { relay: address, account, token } = stored
      const isSignedIn = (await readAccount()) !== undefined
      if (after === 'update') {
        if (isSignedIn) return
        if (account && token) return begin(account, token)
      }
      await end({ relay: address, detail: ENDED_BY[after] })
    },

    async keepRole(account, role) {
      const area = accountIn[areaOf(account)]
      const now = await area.get()
      if (now && accountKey(now) === accountKey(account) && now.role !== role)
        await area.set({ ...now, role })
    },

    async use(request) {
      await enforcePolicy()
      const { signal: abort } = signIn
      const current = await readSignIn()
      if (!current) {
        // An account without a token would look signed in forever.
        if (!abort.aborted && (await readAccount())) await end()
        return err(problemFailure('signed-out'))
      }
      const { account, token } = current
      const result = await request({ relay: account.relay, token, abort }, account)
      if (!result.ok && result.error.code === 'signed-out' && !abort.aborted) {
        await end({ relay: account.relay, detail: result.error.detail })
      }
      return result
    },
  }
}

const areaOf = (account: Account): StorageAreaName => (account.keepSignedIn ? 'local' : 'session')
