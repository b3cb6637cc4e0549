/** Durable Objects of one jurisdiction: the same name in another is another object, with nothing in it. */
import type { Jurisdiction } from './bindings.ts'

export const inJurisdiction = <T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  jurisdiction: Jurisdiction | null,
): DurableObjectNamespace<T> => (jurisdiction === null ? namespace : namespace.jurisdiction(jurisdiction))
