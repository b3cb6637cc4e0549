import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { FAKE_PERSONA_SANDBOX_KEY, REFERENCE_PATTERN } from '../test/providers/app.ts'

// Wrangler takes the secrets that its configuration requires from here.
process.env.TOKEN_PEPPER = 'a-pepper-for-tests-long-enough-to-be-one'
process.env.BOOTSTRAP_TOKEN = 'a-bootstrap-token-for-tests-long-enough'

/** Everything of the relay is tested in workerd, the pure parts too: it is where they run. */
export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: '../wrangler.toml' },
      miniflare: {
        bindings: {
          ENVIRONMENT: 'test',
          REFERENCE_ID_PATTERN: REFERENCE_PATTERN.source,
          PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
          // Nothing listens there: tests answer in its place, and what they forget to answer fails.
          PERSONA_API_URL: 'http://127.0.0.1:9',
          ALLOWED_ORIGINS: 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep',
        },
      },
    }),
  ],
  test: { name: 'worker', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
})
