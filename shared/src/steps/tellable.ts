/**
 * Whether the name that somebody gave a step may be said. A template's author can name one after a screening
 * (`interstitial_watchlist_hit`), and that somebody is screened is itself the secret.
 */
const CLOSED =
  /watch\W?list|sanction|\bpep\b|politically|adverse|screen|\breports?\b|\bsars?\b|suspicio|filing|graph.?quer|\bcases?\b|fraud|\baml\b|\brisk|blocklist|denylist/i

/** What is longer, or no words at all, would make a sentence unreadable. */
const WORDS = /^[\p{L}\p{N}][\p{L}\p{N} .’'-]{0,59}$/u

export function isTellable(name: string): boolean {
  const words = name.replaceAll(/[-_/]+/g, ' ').trim()
  return WORDS.test(words) && !CLOSED.test(words)
}
