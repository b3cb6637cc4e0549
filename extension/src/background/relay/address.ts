/** What somebody typed, as a relay's origin; or what exactly is to be changed about it. */
import { err, ok, type Result } from '../../messages/failure.ts'
import { localFailure } from './local-failure.ts'

/**
 * Where plain http never leaves the machine. The manifest and its content security policy name the same two; the
 * latter cannot express `[::1]`.
 */
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1'])

const SCHEME = /^([a-z][a-z0-9+.-]*):(?=\/\/)/i
/** `mailto:`, `data:` and their like; a host's name followed by a port is none of them. */
const SCHEME_WITHOUT_HOST = /^[a-z][a-z0-9+.-]*:(?!\d{1,5}([/?#]|$))/i

export function normaliseRelayAddress(typed: string): Result<string> {
  const text = typed.trim()
  if (text === '') return refuse('Enter the address that your admin gave you.')
  if (/\s/.test(text)) return refuse('An address has no spaces in it.')

  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined && (SCHEME_WITHOUT_HOST.test(text) || text.startsWith('/'))) {
    return refuse(notAnAddress(text))
  }
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
    return refuse(`An address begins with https://, not with ${scheme}://.`)
  }
  const url = scheme === undefined ? parseBare(text) : parse(text)
  if (!url?.hostname) return refuse(notAnAddress(text))

  if (url.username || url.password) return refuse(`Leave out the name and password: ${suggest(url)}`)
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return refuse(`A relay is only asked over https: ${suggest(url)}`)
  }
  const rest = `${url.pathname === '/' ? '' : url.pathname}${url.search}${url.hash}`
  if (rest !== '') return refuse(`Leave out “${shorten(rest)}”: ${suggest(url)}`)
  return ok(url.origin)
}

/** Without a scheme, https is meant, except for this machine, which seldom has a certificate. */
function parseBare(text: string): URL | undefined {
  const url = parse(`https://${text}`)
  return url && isLoopback(url) ? parse(`http://${text}`) : url
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

const isLoopback = (url: URL): boolean => LOOPBACK_HOSTS.has(url.hostname)

/** What would have been accepted. */
function suggest(url: URL): string {
  return `${isLoopback(url) ? 'http' : 'https'}://${url.host}`
}

const MAX_SHOWN = 60
const shorten = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)

/** What stands before an @ may be a password: it is not shown back. */
const notAnAddress = (text: string): string =>
  text.includes('@') ? 'That is not a web address.' : `“${shorten(text)}” is not a web address.`

const refuse = (detail: string): Result<never> => err(localFailure('address-not-valid', detail))
