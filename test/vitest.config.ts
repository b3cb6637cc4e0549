import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'providers', include: ['providers/**/*.test.ts'] } },
      {
        // Figures, which are nobody's business while the machine does something else: `npm run bench`.
        test: {
          name: 'bench',
          include: ['bench/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // One Chromium, one relay, one scenario at a time.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
