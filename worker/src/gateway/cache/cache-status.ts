/** The `Cache-Status` header (RFC 9211). Never with `key=`: a key holds people's IDs. */
const CACHE = 'inquiry-lens-gate'

export type Forward = 'miss' | 'stale' | 'partial' | 'request'

export type CacheStatus =
  /** Nobody was asked (§2.1). `ttl` below zero: stale, and `detail` says why it was shown all the same. */
  | { hit: true; ttl: number; detail?: string | undefined }
  | {
      hit: false
      /** Why the provider was asked (§2.2). `partial`: for what was missing of it. */
      fwd: Forward
      /** What it answered, where it did (§2.3); without it, a reader would take our own status for the provider's. */
      fwdStatus?: number | undefined
      /** Of what is shown in place of an answer that failed: how long ago it turned stale, as a negative. */
      ttl?: number | undefined
      stored: boolean
      /** Somebody else had asked already (§2.6). */
      collapsed: boolean
      detail?: string | undefined
    }

export function formatCacheStatus(status: CacheStatus): string {
  const parts = status.hit
    ? ['hit', parameter('ttl', status.ttl)]
    : [
        parameter('fwd', status.fwd),
        parameter('fwd-status', status.fwdStatus),
        parameter('ttl', status.ttl),
        status.stored && 'stored',
        status.collapsed && 'collapsed',
      ]
  return [CACHE, ...parts, parameter('detail', status.detail)].filter(Boolean).join('; ')
}

/** Of whoever joined the one that this was said to: where the provider was asked, it was for them as well. */
export const collapse = (status: CacheStatus): CacheStatus =>
  status.hit ? status : { ...status, collapsed: true }

const parameter = (name: string, value: string | number | undefined) =>
  value === undefined ? undefined : `${name}=${value}`
