/** What every request carries through the relay. */
import type { Configuration } from './configuration.ts'

export interface AppEnv {
  Bindings: Env
  Variables: {
    requestId: string
    configuration: Configuration
  }
}
