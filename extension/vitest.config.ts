import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'extension',
          include: ['src/**/*.test.{ts,tsx}'],
          restoreMocks: true,
          // A worker for each file takes longer than the tests in it.
          isolate: false,
          // A hundred texts take longer where the machine does something else as well.
          testTimeout: 20_000,
        },
      },
      {
        // Builds the extension: seconds, not milliseconds.
        test: {
          name: 'extension-build',
          include: ['build.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
