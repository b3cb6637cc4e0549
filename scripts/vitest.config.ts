import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Some start wrangler, or a whole relay.
  test: { name: 'scripts', include: ['**/*.test.ts'], testTimeout: 120_000, fileParallelism: false },
})
