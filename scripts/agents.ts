/** `npm run agents -- add|list|revoke|token EMAIL --role R --relay URL`: manages agents and their pairing codes. */
import { type AddedAgent, EmailSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { ROLES, type Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { RoleSchema } from '@inquiry-lens/shared/contract/schema.ts'
import * as v from 'valibot'
import { readArguments, readRelay, stopWith } from './command-line.ts'
import { createRelayAdmin, RelayRefusal } from './relay/relay-client.ts'

const USAGE = `Usage: npm run agents -- COMMAND [EMAIL] [--role ROLE] [--relay URL]

  add EMAIL      adds an agent, or makes a new pairing code, which ends the older one
  list           every agent: role, sign-ins, last activity
  revoke EMAIL   ends the agent's sign-ins and codes from the next request
  revoke-all     ends all sign-ins and codes; agents keep their roles and need new codes
  token EMAIL    signs in as EMAIL and prints the bearer token alone, for scripts (use npm run --silent)

  --role         ${ROLES.join(', ')}  (default: the current role; agent for a new person)
  --change-role  with --role: gives an existing agent another role
  --let-back-in  gives a revoked agent a code, with the earlier role
  --relay        the relay's address  (default: http://127.0.0.1:8787)

For a relay that runs on this machine, the bootstrap token is found; for another, set BOOTSTRAP_TOKEN.`

const { values, positionals } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    role: { type: 'string' },
    'change-role': { type: 'boolean', default: false },
    'let-back-in': { type: 'boolean', default: false },
    relay: { type: 'string', default: 'http://127.0.0.1:8787' },
  },
})
const [command = '', address, ...rest] = positionals
const COMMANDS = ['add', 'list', 'revoke', 'revoke-all', 'token']
if (!COMMANDS.includes(command)) {
  stopWith(command ? `There is no command “${command}”.\n\n${USAGE}` : USAGE)
}
if (rest.length > 0) stopWith(`Too many words: ${rest.join(' ')}.\n\n${USAGE}`)
if (command === 'list' && address !== undefined) stopWith(`list takes no address.\n\n${USAGE}`)
const relay = readRelay(values.relay)
if (!relay.bootstrapToken) {
  stopWith(
    `No bootstrap token for ${relay.origin}: no relay of this machine runs there. Set BOOTSTRAP_TOKEN.`,
  )
}
const admin = createRelayAdmin(relay.origin, relay.bootstrapToken)

function readEmail(): string {
  const email = v.safeParse(EmailSchema, address)
  return email.success ? email.output : stopWith(`${command} needs an e-mail address.\n\n${USAGE}`)
}

function readRole(): Role | undefined {
  if (values.role === undefined) return undefined
  const role = v.safeParse(RoleSchema, values.role)
  return role.success ? role.output : stopWith(`--role must be one of ${ROLES.join(', ')}.`)
}

function addAgent(): Promise<AddedAgent> {
  const agent = { email: readEmail(), role: readRole() }
  return admin.add(agent.email, agent.role, {
    changeRole: values['change-role'],
    letBackIn: values['let-back-in'],
  })
}

async function run(): Promise<void> {
  switch (command) {
    case 'add': {
      const { agent, code, expiresAt } = await addAgent()
      const minutes = Math.round((Date.parse(expiresAt) - Date.now()) / 60_000)
      console.log(`${agent.email} may sign in as ${agent.role}.`)
      console.log(`Pairing code: ${code}  (works once, within ${minutes} minutes; any older code has ended)`)
      console.log(`They enter it in the extension's options, with the relay address ${relay.origin}`)
      break
    }
    case 'list': {
      const { items } = await admin.list()
      if (items.length === 0) console.log('No agents yet. Add one: npm run agents -- add EMAIL')
      else {
        console.table(
          items.map(({ email, role, signIns, lastSeenAt, revokedAt }) => ({
            agent: email,
            role,
            'sign-ins': signIns,
            'last seen': lastSeenAt ?? 'never',
            revoked: revokedAt ?? '',
          })),
        )
      }
      break
    }
    case 'revoke': {
      const email = readEmail()
      await admin.revoke(email)
      console.log(`${email} is signed out everywhere, from the next request.`)
      break
    }
    case 'revoke-all': {
      if (address !== undefined) stopWith(`revoke-all takes no address: it is for all agents.\n\n${USAGE}`)
      const { signIns } = await admin.revokeAll()
      console.log(`${signIns} sign-ins have ended, from the next request. Make new codes with “add EMAIL”.`)
      break
    }
    case 'token': {
      const { code } = await addAgent()
      console.log((await admin.pair(code)).token)
      break
    }
  }
}

const NEEDS_A_FLAG: ReadonlySet<string | undefined> = new Set(['role-not-confirmed', 'agent-revoked'])

await run().catch((error: Error) =>
  stopWith(error.message, error instanceof RelayRefusal && NEEDS_A_FLAG.has(error.code) ? 2 : 1),
)
