import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'providers', include: ['providers/**/*.test.ts'] } },
      { test: { name: 'stories', include: ['stories/**/*.test.ts'] } },
      {
        // With real keys these are as slow as the providers.
        test: { name: 'conformance', include: ['conformance/adapters.test.ts'], testTimeout: 60_000 },
      },
      {
        test: { name: 'conformance-command', include: ['conformance/command.test.ts'], testTimeout: 120_000 },
      },
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
          setupFiles: ['stage/show-screens.ts'],
          // Before a test's own, which close what there is to see.
          sequence: { hooks: 'list' },
          // Nothing here is a bound: a busy machine is as right as an idle one.
          expect: { poll: { timeout: 10_000 } },
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
