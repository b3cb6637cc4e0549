import { expect, it } from 'vitest'
import type { Account } from '../../../messages/messages.ts'
import type { SignedOutReason } from '../../../platform/stored.ts'
import { followAccount } from './account.ts'

const ADA: Account = {
  relay: 'https://lens.example.com',
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2027-01-01T00:00:00Z',
  keepSignedIn: false,
}
const REVOKED: SignedOutReason = { relay: ADA.relay, detail: 'Your access was revoked.' }

function setUp(stored: Account | undefined, why?: SignedOutReason) {
  let notifyAccount: (account: Account | undefined) => void = () => {}
  let describeReasonOf: (reason: SignedOutReason | undefined) => void = () => {}
  const state = followAccount(
    {
      readAccount: async () => stored,
      watchAccount: (listener) => {
        notifyAccount = listener
      },
      readSignedOutReason: async () => why,
      watchSignedOutReason: (listener) => {
        describeReasonOf = listener
      },
    },
    new AbortController().signal,
  )
  return {
    ...state,
    notifyAccount: (account: Account | undefined) => notifyAccount(account),
    describeReasonOf: (reason: SignedOutReason | undefined) => describeReasonOf(reason),
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('does not say signed out before it knows', async () => {
  const { account } = setUp(undefined)
  expect(account.value).toBeUndefined()
  await settled()
  expect(account.value).toBeNull()
})

it('follows a sign-out elsewhere, with its reason', async () => {
  const { account, reason, notifyAccount, describeReasonOf } = setUp(ADA)
  await settled()
  expect(account.value).toEqual(ADA)
  describeReasonOf(REVOKED)
  notifyAccount(undefined)
  expect(account.value).toBeNull()
  expect(reason.value).toEqual(REVOKED)
})

it('stays the same for the same account, so that nothing starts anew', async () => {
  const { account, notifyAccount } = setUp(ADA)
  await settled()
  const before = account.value
  notifyAccount({ ...ADA })
  expect(account.value).toBe(before)
})

it('believes a change over what was read before it', async () => {
  const { account, notifyAccount } = setUp(ADA)
  notifyAccount(undefined)
  await settled()
  expect(account.value).toBeNull()
})
