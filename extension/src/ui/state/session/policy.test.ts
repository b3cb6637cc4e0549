import { expect, it } from 'vitest'
import { NO_POLICY, type Policy } from '../../../platform/policy.ts'
import { followPolicy } from './policy.ts'

const LOCKED: Policy = { ...NO_POLICY, isLocked: true }
const NAMED: Policy = { ...NO_POLICY, organization: 'Acme' }

it('follows the policy, and what it is told of is newer than what it has read', async () => {
  let tell: (policy: Policy) => void = () => {}
  const found = Promise.resolve(LOCKED)
  const store = {
    readManaged: () => found,
    watchManaged(listener: typeof tell) {
      tell = listener
    },
  }

  const policy = followPolicy(store, new AbortController().signal)
  expect(policy.value).toBe(NO_POLICY)
  await found
  expect(policy.value).toBe(LOCKED)

  const late = followPolicy(store, new AbortController().signal)
  tell(NAMED)
  await found
  expect(late.value).toBe(NAMED)
})
