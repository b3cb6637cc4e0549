/**
 * A Durable Object that ended under a call: evicted, moved, reset, or flooded. What its own code threw is no loss but a
 * mistake (developers.cloudflare.com, "Durable Objects: error handling").
 */
import * as v from 'valibot'

export type Loss =
  /** Another object has taken its place already. */
  | 'ended'
  /** It is there, and has too much to do: asking again at once makes it worse. */
  | 'overloaded'

const ErrorSchema = v.object({
  message: v.string(),
  retryable: v.optional(v.boolean(), false),
  overloaded: v.optional(v.boolean(), false),
  durableObjectReset: v.optional(v.boolean(), false),
  /** Thrown by the object's own code. */
  remote: v.optional(v.boolean(), false),
})

/** Of an error that a call to an object gave; `undefined`: it is a mistake. */
export function lossOf(error: unknown): Loss | undefined {
  const read = v.safeParse(ErrorSchema, error)
  if (!read.success) return undefined
  const { retryable, overloaded, durableObjectReset, remote } = read.output
  if (overloaded) return 'overloaded'
  return retryable || durableObjectReset || !remote ? 'ended' : undefined
}

/** What a call that went through `tellLosses` fails with where its object was lost: no mistake of whoever called. */
export class ObjectLost extends Error {
  override name = 'ObjectLost'
}

/** The same stub, telling the loss of its object from the caller’s own errors, which look alike. */
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
