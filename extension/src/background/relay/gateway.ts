/** How the relay stands with each provider, in kinds and numbers. */
import { type GateReport, GateReportSchema } from '@inquiry-lens/shared/contract/gateway.ts'
import type { Result } from '../../messages/failure.ts'
import { readValue } from './decode.ts'
import type { Credentials, RelayExchange } from './http.ts'

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
