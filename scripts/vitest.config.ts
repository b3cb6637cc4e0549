import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Some start wrangler, build the packages, or begin a whole relay.
  test: {
    name: 'scripts',
    include: ['**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // More than there are cores: most of the time they wait for what they start.
    maxWorkers: 3,
  },
})
