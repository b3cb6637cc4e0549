/** How the relay stands with each provider, in kinds and numbers. */
import { type GateReport, GateReportSchema } from '@inquiry-lens/shared/gate-api.ts'
import type { Result } from '../failure.ts'
import { readValue } from './relay-answer.ts'
import type { Credentials, RelayExchange } from './relay-exchange.ts'

export interface GateClient {
  reportGate(credentials: Credentials): Promise<Result<GateReport>>
}

export const createGateClient = ({ read }: RelayExchange): GateClient => ({
  reportGate: (credentials) =>
    read({
      ...credentials,
      call: (api) => api.v1.gate.$get(),
      read: (response) => readValue(response, GateReportSchema),
    }),
})
