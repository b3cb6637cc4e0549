/** What a handler does only while the administrator lets it. */
import { err, type Result } from '../../messages/failure.ts'
import type { Feature, Policy } from '../../platform/policy.ts'
import { localFailure } from '../relay/failures.ts'

type Handler<TArgs extends unknown[], TValue> = (...args: TArgs) => Promise<Result<TValue>>

export interface PolicyGuard {
  /** Refused while one of these is switched off. */
  unlessOff<TArgs extends unknown[], TValue>(
    features: readonly Feature[],
    handle: Handler<TArgs, TValue>,
  ): Handler<TArgs, TValue>
  /** Refused while this does not hold of the policy. */
  where<TArgs extends unknown[], TValue>(
    isFree: (policy: Policy, ...args: TArgs) => boolean,
    handle: Handler<TArgs, TValue>,
  ): Handler<TArgs, TValue>
}

export const createPolicyGuard = (readManaged: () => Promise<Policy>): PolicyGuard => ({
  unlessOff:
    (features, handle) =>
    async (...args) => {
      const { off } = await readManaged()
      return features.some((feature) => off.includes(feature))
        ? err(localFailure('switched-off'))
        : handle(...args)
    },
  where:
    (isFree, handle) =>
    async (...args) =>
      isFree(await readManaged(), ...args) ? handle(...args) : err(localFailure('set-by-administrator')),
})
