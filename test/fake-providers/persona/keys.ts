export const ENVIRONMENTS = ['sandbox', 'production'] as const

export type Environment = (typeof ENVIRONMENTS)[number]

/** The prefix names the environment. https://docs.withpersona.com/api-keys */
export const FAKE_PERSONA_SANDBOX_KEY = 'persona_sandbox_only-the-fake-provider-knows-this-key'
export const FAKE_PERSONA_PRODUCTION_KEY = 'persona_production_only-the-fake-provider-knows-this-key'

export function findEnvironment(key: string): Environment | undefined {
  if (key === FAKE_PERSONA_SANDBOX_KEY) return 'sandbox'
  if (key === FAKE_PERSONA_PRODUCTION_KEY) return 'production'
  return undefined
}
