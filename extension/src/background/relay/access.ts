/** Who asks: pairing, signing out, and what the relay says to somebody who is signed in. */
import {
  type Config,
  type Me,
  MeSchema,
  type Paired,
  PairedSchema,
} from '@inquiry-lens/shared/contract/api.ts'
import { ConfigSchema } from '@inquiry-lens/shared/contract/config.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import { readFailure, readValue } from './decode.ts'
import type { Credentials, RelayHttp } from './http.ts'

export interface AccessClient extends Pick<RelayHttp, 'health'> {
  pair(relay: string, request: { code: string; keepSignedIn: boolean }): Promise<Result<Paired>>
  signOut(credentials: Pick<Credentials, 'relay' | 'token'>): Promise<Result<null>>
  me(credentials: Credentials): Promise<Result<Me>>
  config(credentials: Credentials): Promise<Result<Config>>
}

const SIGN_OUT_LIMIT_MS = 5_000

export const createAccessClient = ({ health, read, write, attempt }: RelayHttp): AccessClient => ({
  health,

  // Never twice: the first try may have used the code up.
  pair: (relay, json) =>
    write({
      relay,
      call: (api) => api.access.pair.$post({ json }),
      read: (response) => readValue(response, PairedSchema),
    }),

  signOut: ({ relay, token }) =>
    attempt({
      relay,
      token,
      limit: SIGN_OUT_LIMIT_MS,
      call: (api) => api.access['sign-out'].$post(),
      read: async (response) => (response.ok ? ok(null) : err(await readFailure(response))),
    }),

  me: (credentials) =>
    read({
      ...credentials,
      call: (api) => api.v1.me.$get(),
      read: (response) => readValue(response, MeSchema),
    }),

  config: (credentials) =>
    read({
      ...credentials,
      call: (api) => api.v1.config.$get(),
      read: (response) => readValue(response, ConfigSchema),
    }),
})
