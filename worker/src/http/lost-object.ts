/**
 * Losses of a Durable Object under a call: evicted, moved, reset or overloaded. An error that its own code threw is a bug
 * instead (developers.cloudflare.com, "Durable Objects: error handling").
 */
import * as v from 'valibot'

/** `ended`: a new instance can answer. `overloaded`: retrying at once makes it worse. */
export type Loss = 'ended' | 'overloaded'

const ErrorSchema = v.object({
  message: v.string(),
  retryable: v.optional(v.boolean(), false),
  overloaded: v.optional(v.boolean(), false),
  durableObjectReset: v.optional(v.boolean(), false),
  remote: v.optional(v.boolean(), false),
})

/** `undefined`: the error is a bug. */
export function lossOf(error: unknown): Loss | undefined {
  const read = v.safeParse(ErrorSchema, error)
  if (!read.success) return undefined
  const { retryable, overloaded, durableObjectReset, remote } = read.output
  if (overloaded) return 'overloaded'
  return retryable || durableObjectReset || !remote ? 'ended' : undefined
}

export class ObjectLost extends Error {
  override name = 'ObjectLost'
}

/** The same stub; a call whose object is lost rejects with `ObjectLost`. */
export const reportLosses = <TStub extends object>(stub: TStub): TStub =>
  new Proxy(stub, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return async (...args: unknown[]) => {
        try {
          return await Reflect.apply(method, target, args)
        } catch (error) {
          const loss = lossOf(error)
          throw loss ? new ObjectLost(loss) : error
        }
      }
    },
  })
