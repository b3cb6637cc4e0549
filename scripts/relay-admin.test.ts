import { once } from 'node:events'
import { createServer } from 'node:http'
import { typeOfCode } from '@inquiry-lens/shared/contract/problems.ts'
import { afterEach, expect, it } from 'vitest'
import { createRelayAdmin } from './relay-admin.ts'

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

it('says what to do in a terminal where that is not what an agent would do', async () => {
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

it('says anything else in the relay’s own words', async () => {
  const relay = await serveProblem(403, problem('role-refused', 403, 'An agent may not.'))
  await expect(createRelayAdmin(relay, 'token').list()).rejects.toThrow(
    'Said to agents: An agent may not. Ask your admin.',
  )
})
