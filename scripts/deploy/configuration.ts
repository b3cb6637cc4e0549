/** Wrangler's configuration for a deployment: what `wrangler.toml` says of the program, and the settings of the place. */
import { readConfiguration, SECRET_NAMES, type SecretName } from '../../worker/src/config/bindings.ts'
import { done, type Outcome, refuse } from './outcome.ts'
import { hostOf, type Settings } from './settings.ts'

export interface ConfigurationParts {
  /** As read from `wrangler.toml`, with `main` made absolute. */
  base: object
  settings: Settings
  /** All that the Worker will have; a deploy without one of them fails. */
  secrets: readonly SecretName[]
}

export function buildConfiguration({ base, settings, secrets }: ConfigurationParts): object {
  const { name, account, address } = settings
  return {
    ...base,
    name,
    ...(account !== undefined && { account_id: account }),
    workers_dev: 'workersDev' in address,
    preview_urls: false,
    routes: [
      ...('domain' in address ? [{ pattern: address.domain, custom_domain: true }] : []),
      ...('route' in address ? [address.route] : []),
    ],
    vars: variablesOf(settings),
    secrets: { required: secrets },
  }
}

export function variablesOf({ address, jurisdiction, variables }: Settings): Record<string, string> {
  const host = hostOf(address)
  return {
    ...(host !== undefined && { RELAY_HOSTS: host }),
    ...variables,
    ...(jurisdiction !== 'none' && { JURISDICTION: jurisdiction }),
  }
}

/** The relay's own verdict, before it runs anywhere. Secrets whose value only Cloudflare knows are taken for good. */
export function checkConfiguration(
  settings: Settings,
  secrets: Partial<Record<SecretName, string>>,
  kept: readonly SecretName[],
): Outcome<null> {
  const taken = Object.fromEntries(kept.map((name) => [name, `${name}-is-kept-as-Cloudflare-has-it`]))
  const read = readConfiguration({ ...variablesOf(settings), ...taken, ...secrets })
  if (read.ok) return done(null)
  const isSecret = SECRET_NAMES.some((name) => read.detail.includes(name))
  return refuse(
    `The relay would not start: ${read.detail}.`,
    isSecret
      ? 'Correct the secret in the environment.'
      : 'Set it with --var NAME=VALUE, or in the settings file.',
  )
}

/** A relay at Cloudflare that asks this machine would ask Cloudflare's. */
export function checkReach({ variables }: Settings): Outcome<null> {
  for (const [name, value] of Object.entries(variables)) {
    if (name.endsWith('_API_URL') && !value.startsWith('https://')) {
      return refuse(
        `${name} is ${value}, which Cloudflare can’t reach.`,
        `Give the provider’s own: --var ${name}=https://…`,
      )
    }
  }
  return done(null)
}
