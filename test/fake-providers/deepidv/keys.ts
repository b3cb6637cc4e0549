import type { Environment } from '../persona/keys.ts'

/** A key opens one environment; unlike Persona's, its form does not say which. https://docs.deepidv.com/sandbox */
export const FAKE_DEEPIDV_SANDBOX_KEY = 'deepidv-1111-only-the-fake-provider-knows-this-key'
export const FAKE_DEEPIDV_PRODUCTION_KEY = 'deepidv-2222-only-the-fake-provider-knows-this-key'

export function findDeepidvEnvironment(key: string | undefined): Environment | undefined {
  if (key === FAKE_DEEPIDV_SANDBOX_KEY) return 'sandbox'
  if (key === FAKE_DEEPIDV_PRODUCTION_KEY) return 'production'
  return undefined
}
