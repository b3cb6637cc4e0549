/**
 * Match patterns of single sites: one scheme, one host, every path.
 * https://developer.chrome.com/docs/extensions/develop/concepts/match-patterns
 */

const SITE_PATTERN = /^(https:\/\/(\*\.)?[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?\/\*$/
/** A top-level domain is no site, nor is a public suffix such as `co.uk`. */
const TOO_WIDE = /\*\.(?:(?:ac|co|com|edu|go|gov|ne|net|or|org)\.[a-z]{2}|[^.]+)(:\d+)?\/\*$/

/** Chrome's store, where the browser lets no extension in. */
const CLOSED_HOSTS: ReadonlySet<string> = new Set(['chromewebstore.google.com'])

/** A pattern that the manifest allows, and no wider than one domain. */
export const isSitePattern = (pattern: string): boolean => SITE_PATTERN.test(pattern) && !isTooWide(pattern)

/** Whether it covers the sites of many owners. */
export const isTooWide = (pattern: string): boolean => TOO_WIDE.test(pattern)

/** The pattern of a page's own site; `undefined` where no extension may run. */
export function sitePatternOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { origin, hostname } = new URL(address)
  const pattern = `${origin}/*`
  return isSitePattern(pattern) && !CLOSED_HOSTS.has(hostname) ? pattern : undefined
}

/** Whether a page of this origin, or at this address, is on the site. */
export function coversAddress(pattern: string, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port } = new URL(address)
  const site = new URL(pattern.replace('*.', '').slice(0, -1))
  // Without a port a pattern covers every one.
  if (site.protocol !== protocol || (site.port !== '' && site.port !== port)) return false
  return hostname === site.hostname || (pattern.includes('//*.') && hostname.endsWith(`.${site.hostname}`))
}

/** Whether one of these hosts (`host`, `host:port`, `*.host` for a host and all below it, `*`) is the address's. */
export function isHostListed(hosts: readonly string[], address: string | undefined): boolean {
  if (hosts.includes('*')) return true
  if (address === undefined || !URL.canParse(address)) return false
  const { host, hostname } = new URL(address)
  return hosts.some((one) => {
    const name = one.includes(':') ? host : hostname
    return name === one || (one.startsWith('*.') && (name === one.slice(2) || name.endsWith(one.slice(1))))
  })
}
