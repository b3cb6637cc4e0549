/**
 * Who is signed in. The token is read from storage at each use, since the background may have been stopped in between,
 * and goes nowhere but into the relay client.
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
  signedOut,
} from '../../stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { checkRelay, normaliseRelayAddress } from '../relay/connection.ts'
import { problemFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import { makeSampleSignIn } from '../samples/sample-account.ts'

const isToken = toGuard(v.pipe(v.string(), v.minLength(1)))

const tokenIn: Readonly<Record<StorageAreaName, StoredItem<string>>> = {
  session: createItem('session', 'token', isToken),
  local: createItem('local', 'token', isToken),
}

/** Of a sign-in that ends with the browser: so that its end has a reason, and an update of the extension is none. */
const passingSignIn = createItem(
  'local',
  'passingSignIn',
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
  /** Signs in to fictional data, in place of whatever sign-in there is. */
  trySamples(): Promise<Result<Account>>
  /** Always succeeds here, whatever the relay makes of it. */
  signOut(): Promise<Result<null>>
  /** Ends a sign-in that the administrator's policy does not allow. */
  obey(): Promise<void>
  /** The browser is about to update the extension, which empties the memory that a passing sign-in is in. */
  prepareUpdate(): Promise<void>
  /** After either, goes on with what may go on, and keeps the reason for what may not. */
  resume(after: keyof typeof ENDED_BY): Promise<void>
  /** Keeps the role that the relay has just named for this account; surfaces follow it. */
  keepRole(account: Account, role: Role): Promise<void>
  /** Asks the relay as the agent. If the relay says that the sign-in is over, it is over here too. */
  use<T>(request: (credentials: Credentials, account: Account) => Promise<Result<T>>): Promise<Result<T>>
}

export interface AccountKeeperParts {
  relay: Pick<RelayClient, 'health' | 'pair' | 'signOut'>
  /** Drops everything that was shown to the agent. */
  forgetShown: () => Promise<void>
  /** Pages show nothing of it to nobody. */
  notifyPages: () => Promise<void>
  readManaged: () => Promise<Pick<Policy, 'relay' | 'keepSignedIn'>>
  now: () => number
}

export function createAccountKeeper({
  relay,
  forgetShown,
  notifyPages,
  readManaged,
  now,
}: AccountKeeperParts): AccountKeeper {
  /** Aborts what is in flight when the sign-in ends, so that a late answer can neither be kept nor sign out the next. */
  let signIn = new AbortController()
  /** While one is under way, another is the same: what is slow in one would otherwise take the next sign-in away. */
  let ending: Promise<void> | undefined

  async function readSignIn(): Promise<{ account: Account; token: string } | undefined> {
    const account = await readAccount()
    if (!account) return undefined
    const token = await tokenIn[areaOf(account)].get()
    return token === undefined ? undefined : { account, token }
  }

  async function end(reason?: SignedOutReason): Promise<void> {
    signIn.abort()
    // First the reason: surfaces look for it as soon as the account is gone.
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
        passingSignIn.remove(),
        forgetShown(),
      ])
    } finally {
      // Last the account: where surfaces say that nobody is signed in, nothing is left of what they showed.
      await Promise.all([...ACCOUNT_AREAS.map((area) => accountIn[area].remove()), activeAt.remove()])
      signIn = new AbortController()
    }
    await notifyPages()
  }

  async function begin(account: Account, token: string): Promise<void> {
    // Last the account: whoever sees it may ask at once.
    await tokenIn[areaOf(account)].set(token)
    await signedOut.remove()
    if (!account.keepSignedIn && !isSample(account)) await passingSignIn.set({ relay: account.relay })
    await accountIn[areaOf(account)].set(account)
    await notifyPages()
  }

  async function replace(account: Account, token: string): Promise<void> {
    const earlier = await readSignIn()
    await end()
    await begin(account, token)
    // Nobody waits for this one; it ends by its own time limit.
    if (earlier) void relay.signOut({ relay: earlier.account.relay, token: earlier.token })
  }

  /** A sign-in to another relay than the administrator's ends. One that is misspelt is nobody's. */
  async function obey(): Promise<void> {
    const { relay: set } = await readManaged()
    const account = await readAccount()
    if (set === undefined || !account || isSample(account)) return
    const address = normaliseRelayAddress(set)
    if (address.ok && address.value === account.relay) return
    await end({ relay: account.relay, detail: 'Your administrator has set another relay.' })
  }

  return {
    obey,

    async pair({ relay: typed, code, keepSignedIn: wanted }) {
      const { relay: set, keepSignedIn = wanted } = await readManaged()
      const request = v.safeParse(PairRequestSchema, { code, keepSignedIn })
      const found = await checkRelay(relay, set ?? typed)
      if (!found.ok) return found
      const { address } = found.value
      // Kept whether or not the code is right: the address is, and nobody wants to type it again.
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

    async signOut() {
      const held = await readSignIn()
      // Told while we clean up, not before: the background may be stopped at any time, and offline counts too.
      const told = held && relay.signOut({ relay: held.account.relay, token: held.token })
      await signedOut.remove()
      await end()
      await told
      return ok(null)
    },

    async prepareUpdate() {
      const held = await readSignIn()
      if (held && (await passingSignIn.get())) await passingSignIn.set({ relay: held.account.relay, ...held })
    },

    async resume(after) {
      const passing = await passingSignIn.get()
      if (!passing) return
      const { relay: address, account, token } = passing
      const isSignedIn = (await readAccount()) !== undefined
      if (after === 'update') {
        if (isSignedIn) return
        if (account && token) return begin(account, token)
      }
      // With the browser, what came back from an update is over, too.
      await end({ relay: address, detail: ENDED_BY[after] })
    },

    async keepRole(account, role) {
      const area = accountIn[areaOf(account)]
      const now = await area.get()
      if (now && accountKey(now) === accountKey(account) && now.role !== role)
        await area.set({ ...now, role })
    },

    async use(request) {
      await obey()
      const { signal: abort } = signIn
      const held = await readSignIn()
      if (!held) {
        // An account whose token is gone would look signed in for ever.
        if (!abort.aborted && (await readAccount())) await end()
        return err(problemFailure('signed-out'))
      }
      const { account, token } = held
      const result = await request({ relay: account.relay, token, abort }, account)
      if (!result.ok && result.error.code === 'signed-out' && !abort.aborted) {
        await end({ relay: account.relay, detail: result.error.detail })
      }
      return result
    },
  }
}

const areaOf = (account: Account): StorageAreaName => (account.keepSignedIn ? 'local' : 'session')
