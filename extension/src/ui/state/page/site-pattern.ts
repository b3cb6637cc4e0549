/** Reads the site that somebody types: a host, an address on it, or a pattern over its subdomains. */
import { isSitePattern, isTooWide } from '../../../platform/site-pattern.ts'

export type SiteInput = { ok: true; pattern: string } | { ok: false; problem: string }

const LOOPBACK = /^(localhost|127\.0\.0\.1)(:|$)/

export function parseSite(text: string): SiteInput {
  const typed = text.trim().toLowerCase()
  const [, scheme, written = ''] = /^(?:(\*|[a-z-]+):\/\/)?([^/?#\s]*)/.exec(typed) ?? []
  const host = toAscii(written)
  if (host === '') return refuse('Enter a site, such as acme.zendesk.com.')
  const isLoopback = LOOPBACK.test(host)
  if (scheme !== undefined && !['https', '*', ...(isLoopback ? ['http'] : [])].includes(scheme))
    return refuse('Only sites with https can be added.')
  if (/^\*(\.[^.]+)?$/.test(host) || isTooWide(`https://${host}/*`))
    return refuse('That is every site. Add your help desk’s own, such as *.zendesk.com.')
  const pattern = `${isLoopback ? 'http' : 'https'}://${host}/*`
  const isSite = isSitePattern(pattern) && (isLoopback || /[^.]\.[^.]/.test(host))
  return isSite ? { ok: true, pattern } : refuse('That is not a site. It looks like acme.zendesk.com.')
}

/** As browsers write it: `hilfe.müller.de` is `hilfe.xn--mller-kva.de`. */
function toAscii(host: string): string {
  const [, star = '', name = ''] = /^(\*\.)?(.*)$/.exec(host) ?? []
  const isPlain = /^[!-~]*$/.test(name)
  return isPlain || !URL.canParse(`https://${name}`) ? host : star + new URL(`https://${name}`).host
}

const refuse = (problem: string): SiteInput => ({ ok: false, problem })

/** A pattern as people say it: `acme.zendesk.com`. */
export const nameSite = (pattern: string): string => pattern.replace(/^[a-z]+:\/\//, '').replace(/\/\*$/, '')
