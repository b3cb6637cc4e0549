/** The command itself, with the real wrangler: up to the upload, and the whole way on this machine. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { FAKE_DEEPIDV_SANDBOX_KEY, FAKE_PERSONA_SANDBOX_KEY } from '../test/fake-providers/app.ts'
import { serveProviders } from '../test/fake-providers/serve.ts'
import { findFreePort, folderOfPort, ROOT } from './relay/local-relay.ts'
import { createRelayAdmin } from './relay/relay-client.ts'
import { COMPILE_CACHE } from './testing/start-command.ts'

const KEY = 'persona_production_never-to-be-seen'
const FLAGS = ['--domain', 'lens.example.com', '--environment', 'production', '--jurisdiction', 'eu']

function start(
  args: string[],
  env: Record<string, string> = {},
): { child: ChildProcess; output(): string; exited: Promise<number | null> } {
  const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-deploy-'))
  const child = spawn(
    process.execPath,
    [join(ROOT, 'scripts/deploy.ts'), '--settings', join(folder, 'settings.json'), ...args],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: folder, ...COMPILE_CACHE, ...env },
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const exited = new Promise<number | null>((settle) => child.once('close', settle))
  onTestFinished(async () => {
    child.kill()
    await exited
    expect(readdirSync(folder).filter((name) => name === 'settings.json')).toEqual([])
    rmSync(folder, { recursive: true, force: true })
  })
  return { child, output: () => output, exited }
}

it('a dry run passes without an account, renews what anyone may know, and leaves no secret', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'inquiry-lens-vars-')), '.dev.vars')
  writeFileSync(file, `TOKEN_PEPPER="${'known-'.repeat(6)}"\n`)
  onTestFinished(() => rmSync(dirname(file), { recursive: true }))
  const { exited, output } = start(
    [
      ...FLAGS,
      ...['--var', 'PERSONA_API_URL=https://api.withpersona.com', '--secrets-file', file],
      ...['--renew', 'BOOTSTRAP_TOKEN', '--renew', 'TOKEN_PEPPER', '--dry-run'],
    ],
    { PERSONA_API_KEY: KEY, BOOTSTRAP_TOKEN: 'leaked-'.repeat(6) },
  )
  expect(await exited, output()).toBe(0)
  expect(output()).toContain('everything works up to the upload')
  // What there is no key for needs no webhook.
  expect(output()).toContain('https://lens.example.com/hooks/persona')
  expect(output()).not.toContain('deepidv')
  expect(output()).toContain('generated     TOKEN_PEPPER, BOOTSTRAP_TOKEN')
  expect(output()).toMatch(/uploaded {2,}PERSONA_API_KEY$/m)
  for (const secret of [KEY, 'leaked-', 'known-']) expect(output()).not.toContain(secret)
  expect(existsSync(join(ROOT, '.wrangler/deploy/secrets.json'))).toBe(false)
})

it('a provider’s key is not renewed here: only the provider can draw one', async () => {
  const { exited, output } = start([...FLAGS, '--renew', 'PERSONA_API_KEY', '--dry-run'], {
    PERSONA_API_KEY: KEY,
  })
  expect(await exited).toBe(2)
  expect(output()).toContain('A new provider key is not renewed: give it')
})

it('explains how to sign in without a Cloudflare account', async () => {
  const { exited, output } = start(FLAGS, { CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:9' })
  expect(await exited).toBe(1)
  expect(output()).toContain('CLOUDFLARE_API_TOKEN')
})

it('on this machine the relay passes the same checks, and the first admin reads', async () => {
  const providers = await serveProviders({ port: 0, seed: 1 })
  const port = await findFreePort()
  onTestFinished(async () => {
    await providers.close()
    rmSync(folderOfPort(port), { recursive: true, force: true })
  })
  const { child, exited, output } = start(
    [
      ...FLAGS,
      '--var',
      `PERSONA_API_URL=${providers.url}`,
      '--var',
      `DEEPIDV_API_URL=${providers.url}`,
      '--local',
      '--port',
      String(port),
      '--admin',
      'ada@example.com',
    ],
    // Of two providers, each list has to be asked for by name.
    { PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY, DEEPIDV_API_KEY: FAKE_DEEPIDV_SANDBOX_KEY },
  )
  await expect.poll(output, { timeout: 90_000 }).toMatch(/ready: relay at|\nWRONG|Correct/)
  expect(output()).not.toContain('WRONG')
  for (const id of ['persona', 'deepidv']) expect(output()).toContain(`/hooks/${id} in`)
  for (const what of ['refuses requests without a token', 'security headers', 'bootstrap token'])
    expect(output()).toContain(what)
  const url = /ready: relay at (\S+)/.exec(output())?.[1] ?? ''
  const code = /pairing code +(\S+)/.exec(output())?.[1] ?? ''
  const { token, agent } = await createRelayAdmin(url, '').pair(code)
  expect(agent).toEqual({ email: 'ada@example.com', role: 'admin' })
  const listed = await fetch(`${url}/v1/sessions?provider=persona&limit=1`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  expect(listed.status).toBe(200)
  child.kill('SIGTERM')
  expect(await exited).toBe(0)
})
