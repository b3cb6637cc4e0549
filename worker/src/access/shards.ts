/**
 * Spreads agents over AccessControl objects, each with its own audit chain. A token or the public half of a pairing code is
 * drawn until its hash says the shard of its agent, so that neither has to name it.
 */
export const nameOfShard = (shard: number): string =>
  shard === 0 ? 'access-control' : `access-control ${shard}`

/** `key`: an agent's address, a token or the public half of a code. */
export const shardOf = (key: string, shards: number): number => (shards === 1 ? 0 : hashText(key) % shards)

export function drawFor<TDrawn>(fits: (drawn: TDrawn) => boolean, draw: () => TDrawn): TDrawn {
  for (;;) {
    const drawn = draw()
    if (fits(drawn)) return drawn
  }
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
