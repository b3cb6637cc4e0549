/** The relay's address and version, and the connection test. */

import { API_VERSION, type Health, type ProviderState } from '@inquiry-lens/shared/contract/config.ts'
import { err, type Failure, ok, type Result } from '../../messages/failure.ts'
import type { ConnectionReport } from '../../messages/messages.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { RelayClient } from './client.ts'
import { failureOfReason, localFailure } from './failures.ts'

/**
 * Where plain http never leaves the machine. The manifest and its content security policy name the same two; the
 * latter cannot express `[::1]`.
 */
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1'])

const SCHEME = /^([a-z][a-z0-9+.-]*):(?=\/\/)/i
/** `mailto:`, `data:` and their like; a host's name followed by a port is none of them. */
const SCHEME_WITHOUT_HOST = /^[a-z][a-z0-9+.-]*:(?!\d{1,5}([/?#]|$))/i

/** The origin of a typed address, or what to change about it. */
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

/** Without a scheme: https, except on this machine, which rarely has a certificate. */
function parseBare(text: string): URL | undefined {
  const url = parse(`https://${text}`)
  return url && isLoopback(url) ? parse(`http://${text}`) : url
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

const isLoopback = (url: URL): boolean => LOOPBACK_HOSTS.has(url.hostname)

function suggest(url: URL): string {
  return `${isLoopback(url) ? 'http' : 'https'}://${url.host}`
}

const MAX_SHOWN = 60
const shorten = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)

/** The part before an @ may be a password, and is not repeated. */
const notAnAddress = (text: string): string =>
  text.includes('@') ? 'That is not a web address.' : `“${shorten(text)}” is not a web address.`

const refuse = (detail: string): Result<never> => err(localFailure('address-not-valid', detail))

export function findVersionMismatch(health: Health, ownVersion: number = API_VERSION): Failure | undefined {
  if (health.api.includes(ownVersion)) return undefined
  const relayVersions = health.api.length > 0 ? health.api.join(', ') : 'none'
  const detail = `It speaks version ${relayVersions} of the contract, this extension ${ownVersion}.`
  return localFailure(Math.max(...health.api) < ownVersion ? 'relay-too-old' : 'client-too-old', detail)
}

/** Checks that a typed address is a relay that speaks our version of the contract. */
export async function checkRelay(
  relay: Pick<RelayClient, 'health'>,
  typed: string,
): Promise<Result<{ address: string; build: string }>> {
  const address = normaliseRelayAddress(typed)
  if (!address.ok) return address
  const health = await relay.health(address.value)
  if (!health.ok) return health
  const failure = findVersionMismatch(health.value)
  return failure ? err(failure) : ok({ address: address.value, build: health.value.build })
}

/** Tests the relay and each provider apart, by real reads. */
export function createConnectionTest({
  account,
  relay,
}: {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'health' | 'me' | 'lists'>
}) {
  /** A cached row proves nothing about the provider: a stale answer with a reason is a failure. */
  async function readProvider(provider: ProviderState['provider']): Promise<Failure | undefined> {
    const result = await account.use((credentials) =>
      relay.lists['app:sessions.list'](credentials, { provider, limit: 1, fresh: true }),
    )
    if (!result.ok) return result.error
    const { state, reason } = result.value.source
    return state === 'stale' && reason !== undefined ? failureOfReason(reason) : undefined
  }

  return async function testConnection(): Promise<Result<ConnectionReport>> {
    const answered = await account.use(async (credentials) => {
      const found = await checkRelay(relay, credentials.relay)
      if (!found.ok) return err(found.error)
      const me = await relay.me(credentials, { fresh: true })
      return me.ok ? ok({ ...found.value, providers: me.value.providers }) : me
    })
    if (!answered.ok) return ok({ relay: { ok: false, error: answered.error }, providers: [] })

    const { address, build, providers } = answered.value
    return ok({
      relay: { ok: true, address, build },
      providers: await Promise.all(
        providers.map(async ({ provider, environment, lacks }) => {
          const error = await readProvider(provider)
          return error
            ? { provider, environment, ok: false, error }
            : { provider, environment, ok: true, ...(lacks && { lacks }) }
        }),
      ),
    })
  }
}
