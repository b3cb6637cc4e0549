/**
 * Whether the name that somebody gave a step may be said. A template's author can name one after a screening
 * (`interstitial_watchlist_hit`), and that somebody is screened is itself the secret.
 */
const CLOSED =
  /watch\W?list|sanction|\bpep\b|politically|adverse|screen|\breports?\b|\bsars?\b|suspicio|filing|graph.?quer|\bcases?\b|fraud|\baml\b|\brisk|blocklist|denylist/i

export const isTellable = (name: string): boolean => !CLOSED.test(name.replaceAll(/[-_/]+/g, ' '))
