/** Which secrets are made, which are handed over, and which stay as the Worker has them. */
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import { SECRET_NAMES, type SecretName } from '../../worker/src/config/bindings.ts'
import { done, type Outcome, refuse } from './outcome.ts'

export type SecretValues = Partial<Record<SecretName, string>>

/** The relay cannot be without these, and their value means nothing to anybody else: so they are drawn. */
const DRAWN = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'] as const satisfies readonly SecretName[]
export const isDrawn = (name: SecretName): boolean => DRAWN.some((one) => one === name)

export interface SecretPlan {
  /** Uploaded with the new version, or not at all if that fails. */
  upload: SecretValues
  /** Drawn just now. */
  drawn: SecretName[]
  kept: SecretName[]
  /** Where it is known: drawn just now, or handed to us. */
  bootstrapToken: string | undefined
}

export interface SecretParts {
  /** What the Worker has already. */
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
      // One that lies about in the environment must not sign everybody out.
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

/** What can be seen of a key without asking the provider. */
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
