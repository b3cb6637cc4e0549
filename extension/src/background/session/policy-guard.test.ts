import { expect, it, vi } from 'vitest'
import { ok } from '../../messages/failure.ts'
import { NO_POLICY, type Policy } from '../../platform/policy.ts'
import { createPolicyGuard } from './policy-guard.ts'

const setUp = (policy: Partial<Policy>) => {
  const handle = vi.fn(async (word: string) => ok(word))
  return { handle, ...createPolicyGuard(async () => ({ ...NO_POLICY, ...policy })) }
}

it('does nothing while one of its features is off', async () => {
  const { handle, unlessOff } = setUp({ off: ['hover'] })
  expect(await unlessOff(['marks', 'hover'], handle)('a')).toMatchObject({
    ok: false,
    error: { code: 'switched-off' },
  })
  expect(handle).not.toHaveBeenCalled()
  expect(await unlessOff(['marks'], handle)('a')).toEqual(ok('a'))
})

it('does nothing that the administrator has set', async () => {
  const { handle, where } = setUp({ isLocked: true })
  const refused = await where(({ isLocked }, word) => !isLocked && word === 'a', handle)('a')
  expect(refused).toMatchObject({ ok: false, error: { code: 'set-by-administrator' } })
  expect(handle).not.toHaveBeenCalled()
  expect(await where((_, word) => word === 'a', handle)('a')).toEqual(ok('a'))
})
