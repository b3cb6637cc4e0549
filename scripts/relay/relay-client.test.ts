import { once } from 'node:events'
import { createServer } from 'node:http'
import { typeOfCode } from '@inquiry-lens/shared/contract/problems.ts'
import { afterEach, expect, it, vi } from 'vitest'
import { createRelayAdmin, fetchRelay } from './relay-client.ts'

let close = () => {}
afterEach(() => close())

async function serveProblem(status: number, problem: object): Promise<string> {
  const server = createServer((_, answer) => answer.writeHead(status).end(JSON.stringify(problem)))
  close = () => server.close()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`
}

const problem = (code: 'not-found' | 'signed-out' | 'role-refused', status: number, detail: string) => ({
  type: typeOfCode(code),
  title: 'Said to agents',
  status,
  detail,
  requestId: 'a',
})

it('gives the next step for a terminal where it differs from the extension’s', async () => {
  const unknown = await serveProblem(404, problem('not-found', 404, 'There is no agent bob@example.com.'))
  await expect(createRelayAdmin(unknown, 'token').revoke('bob@example.com')).rejects.toThrow(
    'There is no agent bob@example.com. To see who there is: npm run agents -- list',
  )
  close()
  const wrong = await serveProblem(401, problem('signed-out', 401, 'The relay does not know this token.'))
  await expect(createRelayAdmin(wrong, 'token').list()).rejects.toThrow(
    'The relay does not know this token. BOOTSTRAP_TOKEN must be the one that this relay was deployed with.',
  )
})

it('gives the relay’s own text for any other problem', async () => {
  const relay = await serveProblem(403, problem('role-refused', 403, 'An agent may not.'))
  await expect(createRelayAdmin(relay, 'token').list()).rejects.toThrow(
    'Said to agents: An agent may not. Ask your admin.',
  )
})

const send = vi.fn(async (_url: string, _init: RequestInit) => new Response('{}'))

it.each([
  'http://127.0.0.2:8787',
  'http://lens.example.com',
  'http://192.0.2.1',
  'http://localhost.example.com',
])('sends nothing to %s: anyone on the way could read it', async (address) => {
  send.mockClear()
  await expect(fetchRelay(new URL('/v1/agents', address), { token: 't' }, send)).rejects.toThrow(
    'is not https',
  )
  await expect(fetchRelay(new URL('/access/pair', address), { body: '{}' }, send)).rejects.toThrow(
    'is not https',
  )
  expect(send).not.toHaveBeenCalled()
})

it.each(['https://lens.example.com', 'http://127.0.0.1:8787', 'http://localhost:8787', 'http://[::1]:8787'])(
  'sends the token to %s, and to no address that it redirects to',
  async (address) => {
    send.mockClear()
    await fetchRelay(new URL('/v1/agents', address), { token: 't' }, send)
    expect(send.mock.calls[0]?.[1]).toMatchObject({
      headers: { Authorization: 'Bearer t' },
      redirect: 'error',
    })
  },
)
