/** The `Cache-Status` header (RFC 9211). Never with `key=`: a key holds people's IDs. */
const CACHE = 'inquiry-lens-gate'

export type CacheStatus =
  /** `ttl` below zero: stale, and `detail` says why it was shown all the same. */
  | { hit: true; ttl: number; detail?: string }
  | {
      hit: false
      fwd: 'miss' | 'stale' | 'partial' | 'request'
      stored: boolean
      collapsed: boolean
      detail?: string
    }

export function formatCacheStatus(status: CacheStatus): string {
  const parts = status.hit
    ? ['hit', `ttl=${status.ttl}`]
    : [`fwd=${status.fwd}`, status.stored && 'stored', status.collapsed && 'collapsed']
  return [CACHE, ...parts, status.detail && `detail=${status.detail}`].filter(Boolean).join('; ')
}
