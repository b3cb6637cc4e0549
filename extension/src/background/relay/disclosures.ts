/** What is shown or taken along on request alone, and leaves its line first. Each is asked once: a second is a second line. */
import type { Taken } from '@inquiry-lens/shared/contract/audit.ts'
import { type Revealed, RevealedSchema, type RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { fail, type Result, succeed } from '../../messages/failure.ts'
import { readFailure, readValue } from './decode.ts'
import type { Credentials, RelayExchange } from './http.ts'

export interface DisclosureClient {
  reveal(credentials: Credentials, request: RevealRequest): Promise<Result<Revealed>>
  /** Before it is taken: what the relay did not write down is not. */
  noteTaken(credentials: Credentials, taken: Taken): Promise<Result<null>>
}

export const createDisclosureClient = ({ write }: RelayExchange): DisclosureClient => ({
  reveal: (credentials, json) =>
    write({
      ...credentials,
      call: (api) => api.v1.reveals.$post({ json }),
      read: (response) => readValue(response, RevealedSchema),
    }),

  noteTaken: (credentials, json) =>
    write({
      ...credentials,
      call: (api) => api.v1.record.$post({ json }),
      read: async (response) => (response.ok ? succeed(null) : fail(await readFailure(response))),
    }),
})
