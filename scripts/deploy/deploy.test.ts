import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { SecretValues } from './configuration.ts'
import { type DeployParts, deploy } from './deploy.ts'
import { done, refuse } from './settings.ts'
import type { Upload } from './wrangler.ts'

let held: { secrets: Set<string>; uploads: Upload[] } | undefined
let settingsFile: string
let drawn = 0

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-deploy-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  settingsFile = join(folder, 'relay.settings.json')
  held = undefined
})

const run = async (change: Partial<DeployParts> = {}, isUploadRefused = false) => {
  const printed: string[] = []
  const tokens: string[] = []
  const outcome = await deploy({
    mode: 'upload',
    flags: { variables: [] },
    settingsFile,
    given: {},
    renew: [],
    admin: undefined,
    relay: undefined,
    readBase: async () => ({}),
    extensionOrigin: 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep',
    request: null,
    wrangler: {
      listSecrets: async () => done(held ? held.secrets : null),
      async deploy(upload) {
        if (isUploadRefused) return refuse('No.', 'Nothing has changed.')
        if (upload.isDryRun) return done([])
        held ??= { secrets: new Set(), uploads: [] }
        held.uploads.push(upload)
        for (const name of Object.keys(upload.secrets)) held.secrets.add(name)
        return done(['lens.example.com (custom domain)'])
      },
    },
    rehearse: async () => {
      throw new Error('No rehearsal in this test')
    },
    resolves: async () => false,
    giveToken: (token) => tokens.push(token),
    draw: () => `${++drawn}`.repeat(40).slice(0, 40),
    print: (line) => printed.push(line),
    smoke: { fetch: async () => Promise.reject(new Error('no relay')), sleep: async () => {}, tries: 1 },
    ...change,
  })
  return { outcome, tokens, printed: printed.join('\n') }
}

const FIRST = { domain: 'lens.example.com', jurisdiction: 'eu', environment: 'production', variables: [] }
const KEYS: SecretValues = { PERSONA_API_KEY: 'persona_production_secret' }
const WITH_KEY = { ...FIRST, variables: ['PERSONA_API_URL=https://api.withpersona.com'] }

it('uploads secrets with the program, shows the token once, and prints no secret', async () => {
  const { tokens, printed, outcome } = await run({ flags: WITH_KEY, given: KEYS })
  const [upload] = held?.uploads ?? []
  expect(Object.keys(upload?.secrets ?? {}).sort()).toEqual([
    'BOOTSTRAP_TOKEN',
    'PERSONA_API_KEY',
    'TOKEN_PEPPER',
  ])
  expect(tokens).toEqual([upload?.secrets.BOOTSTRAP_TOKEN])
  const spread =
    printed + JSON.stringify([outcome, upload?.configuration]) + readFileSync(settingsFile, 'utf8')
  for (const secret of Object.values(upload?.secrets ?? {})) expect(spread).not.toContain(secret)
})

it('the second time asks for nothing, changes no secret, and requires those that are kept', async () => {
  await run({ flags: WITH_KEY, given: KEYS })
  const { tokens } = await run()
  const upload = held?.uploads[1]
  expect(upload?.secrets).toEqual({})
  expect(upload?.configuration).toMatchObject({
    secrets: { required: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', 'PERSONA_API_KEY'] },
    vars: {
      JURISDICTION: 'eu',
      PERSONA_API_URL: 'https://api.withpersona.com',
      RELAY_HOSTS: 'lens.example.com',
    },
  })
  expect(tokens).toEqual([])
})

it('renewing uploads and shows a new secret, though the environment has the old one', async () => {
  await run({ flags: FIRST })
  const old: SecretValues = { ...held?.uploads[0]?.secrets }
  const { tokens, printed } = await run({ given: old, renew: ['BOOTSTRAP_TOKEN', 'TOKEN_PEPPER'] })
  const { BOOTSTRAP_TOKEN: token, TOKEN_PEPPER: pepper } = held?.uploads[1]?.secrets ?? {}
  expect([typeof token, typeof pepper]).toEqual(['string', 'string'])
  expect(Object.values(old)).not.toContain(token)
  expect(Object.values(old)).not.toContain(pepper)
  expect(tokens).toEqual([token])
  expect(printed).toContain('the BOOTSTRAP_TOKEN that was given is not used')
})

it('a rehearsal renews this machine’s own secret, too', async () => {
  const rehearsed: Record<string, string>[] = []
  await run({
    mode: 'rehearsal',
    flags: FIRST,
    renew: ['BOOTSTRAP_TOKEN'],
    rehearse: async (bindings) => {
      rehearsed.push(bindings)
      return { url: 'http://127.0.0.1:9', bootstrapToken: '' }
    },
  })
  expect(rehearsed[0]?.BOOTSTRAP_TOKEN).toMatch(/^\d{40}$/)
  expect(rehearsed[0]).not.toHaveProperty('TOKEN_PEPPER')
})

it('the token is handed over before the checks, which may fail', async () => {
  const { outcome, tokens } = await run({ flags: FIRST })
  expect(outcome).toMatchObject({ ok: false, nextStep: expect.stringContaining('--check') })
  expect(tokens).toHaveLength(1)
  expect(existsSync(settingsFile)).toBe(true)
})

it('an upload that was refused leaves nothing behind', async () => {
  const { outcome, tokens } = await run({ flags: FIRST }, true)
  expect(outcome).toMatchObject({ ok: false, problem: 'No.' })
  expect([tokens, existsSync(settingsFile)]).toEqual([[], false])
})

it('a dry run goes up to the upload and keeps nothing', async () => {
  const { outcome, tokens } = await run({ mode: 'dry-run', flags: FIRST })
  expect(outcome.ok).toBe(true)
  expect([held, tokens, existsSync(settingsFile)]).toEqual([undefined, [], false])
})

it('takes over no name in use without a terminal', async () => {
  const { outcome } = await run({ flags: FIRST, resolves: async () => true })
  expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('would be taken over') })
  expect(held).toBeUndefined()
})

it('a provider’s key without its address is refused before anything is sent', async () => {
  const { outcome } = await run({ flags: FIRST, given: KEYS })
  expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('PERSONA_API_URL is not set') })
  expect(held).toBeUndefined()
})

it('a jurisdiction that has changed is refused before anything is sent', async () => {
  await run({ flags: FIRST })
  const { outcome } = await run({ flags: { ...FIRST, jurisdiction: 'us' } })
  expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('cannot become us') })
  expect(held?.uploads).toHaveLength(1)
})

it('at a terminal, asks for a key and then for its address', async () => {
  const requests: string[] = []
  const { outcome } = await run({
    mode: 'dry-run',
    flags: FIRST,
    request: {
      text: async (question, usual) => {
        requests.push(question)
        return usual ?? ''
      },
      choice: async () => '',
      secret: async (question) => {
        requests.push(question)
        return question.startsWith('Persona') ? 'persona_production_typed' : ''
      },
    },
  })
  expect(outcome.ok).toBe(true)
  expect(requests.slice(-3)).toEqual([
    expect.stringContaining('Persona’s API key'),
    'Persona’s address',
    expect.stringContaining('deepidv’s API key'),
  ])
})
