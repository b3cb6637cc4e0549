/** Whom the adapters are held against: the fakes always, a true sandbox where its key and address are given. */
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { type Environment, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { Origin } from '../../worker/src/config/providers.ts'
import { createDeepidv } from '../../worker/src/providers/deepidv/client.ts'
import { createPersona } from '../../worker/src/providers/persona/client.ts'
import { createShowName } from '../../worker/src/providers/projection.ts'
import type { Provider } from '../../worker/src/providers/provider.ts'
import { createProviders, FAKE_DEEPIDV_SANDBOX_KEY, FAKE_PERSONA_SANDBOX_KEY } from '../fake-providers/app.ts'

export type Send = (request: Request) => Promise<Response>

export interface Target {
  name: string
  id: ProviderId
  key: string
  origin: string
  send: Send
  create(parts: { key: string; fetch: Send }): Provider
}

interface Place {
  key: string
  origin: string
}

const create = (id: ProviderId, origin: string, environment: Environment): Target['create'] => {
  const common = { origin, environment, limits: [], showName: createShowName([]), now: () => Date.now() }
  return ({ key, fetch }) =>
    id === 'persona'
      ? createPersona({ ...common, key, fetch, families: openFamilies(), referenceIdPattern: null })
      : // Whatever a customer is called in a sandbox, so that sessions can be found by it.
        createDeepidv({ ...common, key, fetch, externalIdPattern: /^[^@\s]+$/ })
}

const FAKES: Readonly<Record<ProviderId, string>> = {
  persona: FAKE_PERSONA_SANDBOX_KEY,
  deepidv: FAKE_DEEPIDV_SANDBOX_KEY,
}

type Order = 'deepidv-oldest-first' | 'deepidv-by-id' | 'deepidv-unsorted'

function fakeOf(id: ProviderId, order?: Order): Target {
  const providers = createProviders({ rows: 400 })
  if (order) providers.control.faults([{ fault: order, path: '/v1/sessions' }])
  const origin = 'https://fake.example'
  return {
    name: `the fake ${PROVIDERS[id].name}${order ? `, ${order}` : ''}`,
    id,
    key: FAKES[id],
    origin,
    send: providers.fetch,
    create: create(id, origin, 'sandbox'),
  }
}

const sandboxOf = (id: ProviderId, { key, origin }: Place): Target => ({
  name: `${PROVIDERS[id].name} at ${origin}`,
  id,
  key,
  origin,
  send: (request) => fetch(request),
  create: create(id, origin, 'sandbox'),
})

type Variables = Readonly<Record<string, string | undefined>>

/** Only sandboxes, since conformance asks a lot; and only where a key may go, as for the relay. */
export function findSandboxes(variables: Variables): Target[] {
  const { PERSONA_API_KEY, PERSONA_API_URL, DEEPIDV_API_KEY, DEEPIDV_API_URL, DEEPIDV_ENVIRONMENT } =
    variables
  const isPersonaSandbox =
    PERSONA_API_KEY && PROVIDERS.persona.environmentOfKey(PERSONA_API_KEY) === 'sandbox'
  return [
    ...(isPersonaSandbox && v.is(Origin, PERSONA_API_URL)
      ? [sandboxOf('persona', { key: PERSONA_API_KEY, origin: PERSONA_API_URL })]
      : []),
    ...(DEEPIDV_API_KEY && v.is(Origin, DEEPIDV_API_URL) && DEEPIDV_ENVIRONMENT === 'sandbox'
      ? [sandboxOf('deepidv', { key: DEEPIDV_API_KEY, origin: DEEPIDV_API_URL })]
      : []),
  ]
}

export const listFakes = (): Target[] => [
  fakeOf('persona'),
  fakeOf('deepidv'),
  fakeOf('deepidv', 'deepidv-oldest-first'),
  fakeOf('deepidv', 'deepidv-by-id'),
  fakeOf('deepidv', 'deepidv-unsorted'),
]
