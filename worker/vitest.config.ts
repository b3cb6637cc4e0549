import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { FAKE_DEEPIDV_SANDBOX_KEY, FAKE_PERSONA_SANDBOX_KEY, REFERENCE_FORM } from '../test/providers/app.ts'

// Wrangler takes the secrets that its configuration requires from here.
process.env.TOKEN_PEPPER = 'a-pepper-for-tests-long-enough-to-be-one'
process.env.BOOTSTRAP_TOKEN = 'a-bootstrap-token-for-tests-long-enough'

// Nothing listens there: tests answer in its place, and what they forget to answer fails.
const NOWHERE = 'http://127.0.0.1:9'

const PERSONA = {
  ENVIRONMENT: 'test',
  REFERENCE_ID_PATTERN: REFERENCE_FORM,
  PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
  PERSONA_API_URL: NOWHERE,
  ALLOWED_ORIGINS: 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep',
}

const DEEPIDV = {
  DEEPIDV_API_KEY: FAKE_DEEPIDV_SANDBOX_KEY,
  DEEPIDV_API_URL: NOWHERE,
  DEEPIDV_ENVIRONMENT: 'sandbox',
  DEEPIDV_EXTERNAL_ID_PATTERN: REFERENCE_FORM,
  DEEPIDV_DASHBOARD_URL: 'https://admin.deepidv.example/sessions/{session}',
  WORDS_NEAR_UUID: 'deepidv verification',
  SITES_OFF: '*.off.example',
  REPLIES: '{"expired":"Please ask us for a new link.","DE":{"declined":"Bitte melden Sie sich."}}',
}

/** Everything of the relay is tested in workerd, the pure parts too: it is where they run. */
const project = (
  name: string,
  bindings: Record<string, string>,
  files: { include: string[]; exclude: string[] },
) => ({
  plugins: [cloudflareTest({ wrangler: { configPath: '../wrangler.toml' }, miniflare: { bindings } })],
  test: { name, testTimeout: 60_000, ...files },
})

const BOTH = 'src/**/*.both.test.ts'
/** What holds of every route holds of theirs, too. */
const EITHER = 'src/every-route.test.ts'

export default defineConfig({
  test: {
    projects: [
      project('worker', PERSONA, { include: ['src/**/*.test.ts'], exclude: [BOTH] }),
      // A relay with two providers, whose lists have to be asked for by name.
      project('worker-both', { ...PERSONA, ...DEEPIDV }, { include: [BOTH, EITHER], exclude: [] }),
    ],
  },
})
