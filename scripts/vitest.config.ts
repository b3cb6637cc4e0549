import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Some start wrangler, build the packages, or begin a whole relay.
  test: {
    name: 'scripts',
    include: ['**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
