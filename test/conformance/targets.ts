/** Whom the adapters are held against: the fakes always, a true sandbox where its key and address are given. */
import { openFamilies } from '@inquiry-lens/shared/event-families.ts'
import { type Environment, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { createDeepidv } from '../../worker/src/providers/deepidv/client.ts'
import { createPersona } from '../../worker/src/providers/persona/client.ts'
import type { Provider } from '../../worker/src/providers/provider.ts'
import { createProviders, FAKE_DEEPIDV_SANDBOX_KEY, FAKE_PERSONA_SANDBOX_KEY } from '../providers/app.ts'

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
  const common = { origin, environment, limits: [] }
  return ({ key, fetch }) =>
    id === 'persona'
      ? createPersona({ ...common, key, fetch, families: openFamilies(), referenceIdPattern: null })
      : // Whatever a customer is called in a sandbox, so that sessions can be found by it.
        createDeepidv({ ...common, key, fetch, externalIdPattern: /^[^@\s]+$/, now: () => Date.now() })
}

const FAKES: Readonly<Record<ProviderId, string>> = {
  persona: FAKE_PERSONA_SANDBOX_KEY,
  deepidv: FAKE_DEEPIDV_SANDBOX_KEY,
}

function fakeOf(id: ProviderId): Target {
  const providers = createProviders({ rows: 400 })
  const origin = 'https://fake.example'
  return {
    name: `the fake ${PROVIDERS[id].name}`,
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

/** Only what says of itself that it is a sandbox: conformance asks a lot, and of nobody's customers. */
export function findSandboxes(variables: Variables): Target[] {
  const { PERSONA_API_KEY, PERSONA_API_URL, DEEPIDV_API_KEY, DEEPIDV_API_URL, DEEPIDV_ENVIRONMENT } =
    variables
  const isPersonaSandbox =
    PERSONA_API_KEY && PROVIDERS.persona.environmentOfKey(PERSONA_API_KEY) === 'sandbox'
  return [
    ...(isPersonaSandbox && PERSONA_API_URL
      ? [sandboxOf('persona', { key: PERSONA_API_KEY, origin: PERSONA_API_URL })]
      : []),
    ...(DEEPIDV_API_KEY && DEEPIDV_API_URL && DEEPIDV_ENVIRONMENT === 'sandbox'
      ? [sandboxOf('deepidv', { key: DEEPIDV_API_KEY, origin: DEEPIDV_API_URL })]
      : []),
  ]
}

export const listFakes = (): Target[] => [fakeOf('persona'), fakeOf('deepidv')]
