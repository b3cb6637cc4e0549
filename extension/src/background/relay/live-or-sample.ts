/**
 * Who answers: the relay, or in sample mode its twin. Each is made when it is first asked, so that whoever looks at
 * samples has no client that could open a connection.
 */
import { isSample } from '../samples/sample-mark.ts'
import type { RelayClient } from './client.ts'

export interface LiveOrSampleParts {
  makeRelay: () => RelayClient
  makeSamples: () => RelayClient
}

export function createLiveOrSample({ makeRelay, makeSamples }: LiveOrSampleParts): RelayClient {
  const relay = once(makeRelay)
  const samples = once(makeSamples)
  const of = (asked: { relay: string }): RelayClient => (isSample(asked) ? samples() : relay())

  return {
    health: (address) => of({ relay: address }).health(address),
    pair: (address, request) => of({ relay: address }).pair(address, request),
    signOut: (credentials) => of(credentials).signOut(credentials),
    me: (credentials) => of(credentials).me(credentials),
    config: (credentials) => of(credentials).config(credentials),
    lists: {
      'app:sessions.list': (credentials, question) =>
        of(credentials).lists['app:sessions.list'](credentials, question),
      'app:events.list': (credentials, question) =>
        of(credentials).lists['app:events.list'](credentials, question),
    },
    inquiries: (credentials, question) => of(credentials).inquiries(credentials, question),
    lookUp: (credentials, ids) => of(credentials).lookUp(credentials, ids),
    caseFile: (credentials, question) => of(credentials).caseFile(credentials, question),
    reveal: (credentials, request) => of(credentials).reveal(credentials, request),
    recordCopy: (credentials, taken) => of(credentials).recordCopy(credentials, taken),
    listAgents: (credentials) => of(credentials).listAgents(credentials),
    addAgent: (credentials, agent) => of(credentials).addAgent(credentials, agent),
    revokeAgent: (credentials, email) => of(credentials).revokeAgent(credentials, email),
    revokeAll: (credentials) => of(credentials).revokeAll(credentials),
    searchRecord: (credentials, search) => of(credentials).searchRecord(credentials, search),
    auditStatus: (credentials) => of(credentials).auditStatus(credentials),
    readGatewaySnapshot: (credentials) => of(credentials).readGatewaySnapshot(credentials),
  }
}

function once<TValue>(make: () => TValue): () => TValue {
  let made: TValue | undefined
  return () => {
    made ??= make()
    return made
  }
}
