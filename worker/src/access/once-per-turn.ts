/**
 * What many come to in one turn of the event loop is done once for all of them, behind the last of them. Pure but for
 * the microtask: no clock, no timer.
 */
export function oncePerTurn<TValue>(work: () => TValue): () => Promise<TValue> {
  let coming: Promise<TValue> | undefined
  return () => {
    coming ??= Promise.resolve().then(() => {
      coming = undefined
      return work()
    })
    return coming
  }
}
