/** What a handler does only while the administrator lets it. */
import { fail, type Result } from '../../messages/failure.ts'
import type { Feature, Managed } from '../../platform/policy.ts'
import { localFailure } from '../relay/local-failure.ts'

type Handler<TArgs extends unknown[], TValue> = (...args: TArgs) => Promise<Result<TValue>>

export interface Governed {
  /** Refused while one of these is switched off. */
  unlessOff<TArgs extends unknown[], TValue>(
    features: readonly Feature[],
    handle: Handler<TArgs, TValue>,
  ): Handler<TArgs, TValue>
  /** Refused while this does not hold of the policy. */
  where<TArgs extends unknown[], TValue>(
    isFree: (managed: Managed, ...args: TArgs) => boolean,
    handle: Handler<TArgs, TValue>,
  ): Handler<TArgs, TValue>
}

export const createGoverned = (readManaged: () => Promise<Managed>): Governed => ({
  unlessOff:
    (features, handle) =>
    async (...args) => {
      const { off } = await readManaged()
      return features.some((feature) => off.includes(feature))
        ? fail(localFailure('switched-off'))
        : handle(...args)
    },
  where:
    (isFree, handle) =>
    async (...args) =>
      isFree(await readManaged(), ...args) ? handle(...args) : fail(localFailure('set-by-administrator')),
})
