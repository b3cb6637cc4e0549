import { expect, it } from 'vitest'
import { type Managed, NOTHING_MANAGED } from '../../../platform/policy.ts'
import { followManaged } from './policy.ts'

const LOCKED: Managed = { ...NOTHING_MANAGED, isLocked: true }
const NAMED: Managed = { ...NOTHING_MANAGED, organization: 'Acme' }

it('follows the policy, and what it is told of is newer than what it has read', async () => {
  let tell: (managed: Managed) => void = () => {}
  const found = Promise.resolve(LOCKED)
  const store = {
    readManaged: () => found,
    watchManaged(listener: typeof tell) {
      tell = listener
    },
  }

  const managed = followManaged(store, new AbortController().signal)
  expect(managed.value).toBe(NOTHING_MANAGED)
  await found
  expect(managed.value).toBe(LOCKED)

  const late = followManaged(store, new AbortController().signal)
  tell(NAMED)
  await found
  expect(late.value).toBe(NAMED)
})
