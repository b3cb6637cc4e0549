/** Wrangler's configuration and the secrets of a deployment, and the checks before the upload. */

import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import { readConfiguration, SECRET_NAMES, type SecretName } from '../../worker/src/config/bindings.ts'
import { done, hostOf, type Outcome, refuse, type Settings } from './settings.ts'

export interface ConfigurationParts {
  /** As read from `wrangler.toml`, with `main` made absolute. */
  base: object
  settings: Settings
  /** Wrangler fails if the Worker lacks one of them. */
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

export function checkConfiguration(
  settings: Settings,
  secrets: Partial<Record<SecretName, string>>,
  kept: readonly SecretName[],
): Outcome<null> {
  const assumed = Object.fromEntries(kept.map((name) => [name, `${name}-is-kept-as-Cloudflare-has-it`]))
  const read = readConfiguration({ ...variablesOf(settings), ...assumed, ...secrets })
  if (read.ok) return done(null)
  const isSecret = SECRET_NAMES.some((name) => read.detail.includes(name))
  return refuse(
    `The relay would not start: ${read.detail}.`,
    isSecret
      ? 'Correct the secret in the environment.'
      : 'Set it with --var NAME=VALUE, or in the settings file.',
  )
}

/** A relay at Cloudflare can't reach a provider on this machine. */
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

export type SecretValues = Partial<Record<SecretName, string>>

/** Only the relay uses these, so they are generated. */
const DRAWN = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'] as const satisfies readonly SecretName[]
export const isDrawn = (name: SecretName): boolean => DRAWN.some((one) => one === name)

export interface SecretPlan {
  upload: SecretValues
  drawn: SecretName[]
  kept: SecretName[]
  /** Where it is known: generated now, or given. */
  bootstrapToken: string | undefined
}

export interface SecretParts {
  present: ReadonlySet<string>
  given: SecretValues
  renew: readonly SecretName[]
  draw(): string
}

export function planSecrets({ present, given, renew, draw }: SecretParts): SecretPlan {
  const plan: SecretPlan = { upload: {}, drawn: [], kept: [], bootstrapToken: undefined }
  for (const name of SECRET_NAMES) {
    // A given value may be the one that leaked: renewing always draws.
    const value = isDrawn(name) && renew.includes(name) ? undefined : given[name]
    if (isDrawn(name) && present.has(name) && !renew.includes(name)) {
      // An environment's pepper must not sign every agent out.
      plan.kept.push(name)
    } else if (value !== undefined) {
      plan.upload[name] = value
    } else if (isDrawn(name)) {
      plan.upload[name] = draw()
      plan.drawn.push(name)
    } else if (present.has(name)) {
      plan.kept.push(name)
    }
  }
  plan.bootstrapToken = plan.upload.BOOTSTRAP_TOKEN ?? given.BOOTSTRAP_TOKEN
  return plan
}

export function checkKeys({ PERSONA_API_KEY: key }: SecretValues, environment: string): Outcome<string[]> {
  const notes: string[] = []
  if (key !== undefined) {
    const kind = PROVIDERS.persona.environmentOfKey(key)
    if (/\s/.test(key) || kind === 'unknown') {
      return refuse(
        'PERSONA_API_KEY is no key of Persona’s: theirs begin with persona_production_ or persona_sandbox_.',
        'Copy the whole key from Persona’s dashboard, API keys.',
      )
    }
    if (/production/i.test(environment) && kind === 'sandbox') {
      notes.push(`Persona’s key is for its sandbox, and this deployment is called “${environment}”.`)
    }
  }
  return done(notes)
}
