/** Who may sign in, as an admin manages it. */
import {
  type AddAgent,
  type AddedAgent,
  AddedAgentSchema,
  type Agents,
  AgentsSchema,
  type RevokedCount,
  RevokedCountSchema,
} from '@inquiry-lens/shared/contract/api.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import { readFailure, readValue } from './decode.ts'
import type { Credentials, RelayHttp } from './http.ts'

export interface AgentsClient {
  listAgents(credentials: Credentials): Promise<Result<Agents>>
  addAgent(credentials: Credentials, agent: AddAgent): Promise<Result<AddedAgent>>
  revokeAgent(credentials: Credentials, email: string): Promise<Result<null>>
  /** Everybody's sign-ins, save the one it is asked with. */
  revokeAll(credentials: Credentials): Promise<Result<RevokedCount>>
}

export const createAgentsClient = ({ read, write }: RelayHttp): AgentsClient => ({
  listAgents: (credentials) =>
    read({
      ...credentials,
      call: (api) => api.v1.agents.$get(),
      read: (response) => readValue(response, AgentsSchema),
    }),

  addAgent: (credentials, json) =>
    write({
      ...credentials,
      call: (api) => api.v1.agents.$post({ json }),
      read: (response) => readValue(response, AddedAgentSchema),
    }),

  revokeAgent: (credentials, email) =>
    write({
      ...credentials,
      // The client puts a parameter into the address as it is, and without one it would be the address of everybody.
      call: (api) => api.v1.agents[':email'].$delete({ param: { email: encodeURIComponent(email) || '-' } }),
      read: async (response) => (response.ok ? ok(null) : err(await readFailure(response))),
    }),

  revokeAll: (credentials) =>
    write({
      ...credentials,
      call: (api) => api.v1.agents.$delete(),
      read: (response) => readValue(response, RevokedCountSchema),
    }),
})
