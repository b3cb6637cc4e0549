/** How the relay stands with each provider, in kinds and numbers. */
import { type GatewaySnapshot, GatewaySnapshotSchema } from '@inquiry-lens/shared/contract/gateway.ts'
import type { Result } from '../../messages/failure.ts'
import { readValue } from './decode.ts'
import type { Credentials, RelayHttp } from './http.ts'

export interface GatewayClient {
  readGatewaySnapshot(credentials: Credentials): Promise<Result<GatewaySnapshot>>
}

export const createGatewayClient = ({ read }: RelayHttp): GatewayClient => ({
  readGatewaySnapshot: (credentials) =>
    read({
      ...credentials,
      call: (api) => api.v1.gateway.$get(),
      read: (response) => readValue(response, GatewaySnapshotSchema),
    }),
})
