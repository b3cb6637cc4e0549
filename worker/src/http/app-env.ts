/** What every request carries through the relay. */
import type { Configuration } from '../config/bindings.ts'

export interface AppEnv {
  Bindings: Env
  Variables: {
    requestId: string
    configuration: Configuration
  }
}
