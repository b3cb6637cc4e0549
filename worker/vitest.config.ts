import { existsSync, statfsSync } from 'node:fs'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
// Declares what is provided.
import type {} from '@inquiry-lens/shared/testing/thoroughness.ts'
import { defineConfig } from 'vitest/config'
import {
  FAKE_DEEPIDV_SANDBOX_KEY,
  FAKE_PERSONA_SANDBOX_KEY,
  REFERENCE_FORM,
} from '../test/fake-providers/app.ts'
import { PROJECTION_DIGESTS } from './testing/projection-sources.ts'

const thoroughness = Number(process.env.THOROUGHNESS ?? 1)

// Wrangler takes the secrets that its configuration requires from here.
process.env.TOKEN_PEPPER = 'a-pepper-for-tests-long-enough-to-be-one'
process.env.BOOTSTRAP_TOKEN = 'a-bootstrap-token-for-tests-long-enough'

// Every test writes databases and deletes them: in memory that takes a quarter less of its time.
const MEMORY = '/dev/shm'
const MIN_FREE_BYTES = 1e9
if (existsSync(MEMORY)) {
  const { bavail, bsize } = statfsSync(MEMORY)
  if (bavail * bsize > MIN_FREE_BYTES) process.env.TMPDIR = MEMORY
}

// Nothing listens there: tests answer in its place, and what they forget to answer fails.
const NOWHERE = 'http://127.0.0.1:9'

const PERSONA = {
  ENVIRONMENT: 'test',
  REFERENCE_ID_PATTERN: REFERENCE_FORM,
  PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
  PERSONA_API_URL: NOWHERE,
  ALLOWED_ORIGINS: 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep',
}

/** The first while the second replaces it. */
const PERSONA_WEBHOOK_SECRETS = ['wbhsec_the-one-before-0001', 'wbhsec_the-one-from-now-02']
const DEEPIDV_WEBHOOK_SECRET = 'whsec_only-deepidv-knows-this'

const DEEPIDV = {
  PERSONA_WEBHOOK_SECRET: PERSONA_WEBHOOK_SECRETS.join(' '),
  DEEPIDV_WEBHOOK_SECRET,
  DEEPIDV_API_KEY: FAKE_DEEPIDV_SANDBOX_KEY,
  DEEPIDV_API_URL: NOWHERE,
  DEEPIDV_ENVIRONMENT: 'sandbox',
  DEEPIDV_EXTERNAL_ID_PATTERN: REFERENCE_FORM,
  DEEPIDV_DASHBOARD_URL: 'https://admin.deepidv.example/sessions/{session}',
  WORDS_NEAR_UUID: 'deepidv verification',
  SITES_OFF: '*.off.example',
  REPLIES: '{"expired":"Please ask us for a new link.","DE":{"declined":"Bitte melden Sie sich."}}',
}

interface Files {
  include: string[]
  exclude: string[]
}

/** Everything of the relay is tested in workerd, the pure parts too: it is where they run. */
const project = (name: string, bindings: Record<string, string>, files: Files) => ({
  plugins: [cloudflareTest({ wrangler: { configPath: '../wrangler.toml' }, miniflare: { bindings } })],
  test: {
    name,
    testTimeout: 60_000 * thoroughness,
    isolate: false,
    setupFiles: ['testing/fresh-storage.ts', '../shared/testing/thoroughness.ts'],
    ...files,
  },
})

const BOTH = 'src/**/*.both.test.ts'
const SHARDED = 'src/**/*.shards.test.ts'
/** What holds of every route holds of theirs, too. */
const EITHER = ['src/routes/every-route.test.ts', 'src/tests/disclosure/disclosures-leave-entries.test.ts']

/** How often the provider is fuzzed, in each of its ways, and from which seed on. */
const fuzz = { runs: Number(process.env.FUZZ_RUNS ?? thoroughness), seed: Number(process.env.FUZZ_SEED ?? 1) }

declare module 'vitest' {
  interface ProvidedContext {
    fuzz: { runs: number; seed: number }
    /** What `npm run bench -- cost` asks for. */
    printsCost: boolean
    projectionDigests: typeof PROJECTION_DIGESTS
  }
}

export default defineConfig({
  test: {
    provide: {
      fuzz,
      printsCost: process.env.PRINT_COST === '1',
      thoroughness,
      projectionDigests: PROJECTION_DIGESTS,
    },
    // More than there are cores: much of a test's time is a wait for a slow or failing provider.
    maxWorkers: 2,
    projects: [
      project('worker', PERSONA, { include: ['src/**/*.test.ts'], exclude: [BOTH, SHARDED] }),
      // A relay with two providers, whose lists have to be asked for by name.
      project('worker-both', { ...PERSONA, ...DEEPIDV }, { include: [BOTH, ...EITHER], exclude: [] }),
      // Agents spread over several objects.
      project('worker-shards', { ...PERSONA, ACCESS_SHARDS: '4' }, { include: [SHARDED], exclude: [] }),
    ],
  },
})
