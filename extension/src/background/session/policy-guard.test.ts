import { expect, it, vi } from 'vitest'
import { succeed } from '../../messages/failure.ts'
import { type Managed, NOTHING_MANAGED } from '../../platform/policy.ts'
import { createGoverned } from './policy-guard.ts'

const setUp = (policy: Partial<Managed>) => {
  const handle = vi.fn(async (word: string) => succeed(word))
  return { handle, ...createGoverned(async () => ({ ...NOTHING_MANAGED, ...policy })) }
}

it('does nothing while one of its features is off', async () => {
  const { handle, unlessOff } = setUp({ off: ['hover'] })
  expect(await unlessOff(['marks', 'hover'], handle)('a')).toMatchObject({
    ok: false,
    error: { code: 'switched-off' },
  })
  expect(handle).not.toHaveBeenCalled()
  expect(await unlessOff(['marks'], handle)('a')).toEqual(succeed('a'))
})

it('does nothing that the administrator has set', async () => {
  const { handle, where } = setUp({ isLocked: true })
  const refused = await where(({ isLocked }, word) => !isLocked && word === 'a', handle)('a')
  expect(refused).toMatchObject({ ok: false, error: { code: 'set-by-administrator' } })
  expect(handle).not.toHaveBeenCalled()
  expect(await where((_, word) => word === 'a', handle)('a')).toEqual(succeed('a'))
})
