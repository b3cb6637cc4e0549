/** What has to go so that the remembered lists stay within their bound. */

export interface CachedSize {
  bytes: number
  /** Milliseconds since the epoch. */
  usedAt: number
}

/**
 * The keys to drop before `incoming` is kept under `key`: the longest unused first, and no more than needed. `undefined`
 * where even an empty memory could not hold it.
 */
export function planEvictions(
  held: ReadonlyMap<string, CachedSize>,
  key: string,
  incoming: CachedSize,
  most: number,
): string[] | undefined {
  if (incoming.bytes > most) return undefined
  const others = [...held].filter(([other]) => other !== key).sort(([, a], [, b]) => a.usedAt - b.usedAt)
  let total = others.reduce((sum, [, { bytes }]) => sum + bytes, incoming.bytes)
  const drops: string[] = []
  for (const [other, { bytes }] of others) {
    if (total <= most) break
    drops.push(other)
    total -= bytes
  }
  return drops
}
