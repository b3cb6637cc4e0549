/** What is shown or taken along on request alone, and leaves its line first. Each is asked once: a second is a second line. */
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { type Revealed, RevealedSchema, type RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import { readFailure, readValue } from './decode.ts'
import type { Credentials, RelayHttp } from './http.ts'

export interface DisclosureClient {
  reveal(credentials: Credentials, request: RevealRequest): Promise<Result<Revealed>>
  /** Before it is taken: what the relay did not write down is not. */
  recordCopy(credentials: Credentials, taken: Copied): Promise<Result<null>>
}

export const createDisclosureClient = ({ write }: RelayHttp): DisclosureClient => ({
  reveal: (credentials, json) =>
    write({
      ...credentials,
      call: (api) => api.v1.reveals.$post({ json }),
      read: (response) => readValue(response, RevealedSchema),
    }),

  recordCopy: (credentials, json) =>
    write({
      ...credentials,
      call: (api) => api.v1.audit.$post({ json }),
      read: async (response) => (response.ok ? ok(null) : err(await readFailure(response))),
    }),
})
