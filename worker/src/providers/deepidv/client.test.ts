import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import { expect, it } from 'vitest'
import type { UpstreamCall } from '../provider.ts'
import { createDeepidv } from './client.ts'

const ID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
const line: UpstreamCall = { send: (request) => request(new AbortController().signal) }

function open(answer: (path: string) => unknown, environment: Environment = 'production') {
  const requests: string[] = []
  const provider = createDeepidv({
    key: 'a-key',
    origin: 'https://deepidv.example',
    environment,
    limits: [],
    externalIdPattern: null,
    showName: (name) => (typeof name === 'string' ? name : null),
    fetch: async ({ url }) => {
      const { pathname } = new URL(url)
      requests.push(pathname)
      return Response.json(answer(pathname))
    },
    now: () => 0,
  })
  return { provider, requests }
}

it.each(['production', 'unknown'] as const)(
  'asks %s for no session whose ID is a word',
  async (environment) => {
    const { provider, requests } = open(() => ({}), environment)
    expect(await provider.findSession('test_verified', line)).toMatchObject({ ok: true, value: null })
    expect(await provider.findCase('test_verified', line)).toMatchObject({ ok: true, value: null })
    expect(requests).toEqual([])
  },
)

it.each([
  ['wf_abc123', 'Onboarding'],
  ['wf_other', null],
])('names a workflow by the answer with the asked ID: %s', async (id, name) => {
  const { provider } = open((path) =>
    path.startsWith('/v1/workflows/')
      ? { workflow: { id, name: 'Onboarding' } }
      : path.endsWith('/workflow')
        ? { steps: [] }
        : { session_record: { id: ID, status: 'PENDING', workflow_id: 'wf_abc123' } },
  )
  const fetched = await provider.findCase(ID, line)
  expect(fetched.ok && fetched.value?.about === 'session' && fetched.value.session.flow?.workflow).toEqual({
    id: 'wf_abc123',
    name,
  })
})
