import { defineConfig } from 'vitest/config'
// Declares what is provided.
import type {} from './testing/thoroughness.ts'

const thoroughness = Number(process.env.THOROUGHNESS ?? 1)

export default defineConfig({
  test: {
    name: 'shared',
    include: ['src/**/*.test.ts'],
    isolate: false,
    setupFiles: ['testing/thoroughness.ts'],
    provide: { thoroughness },
    testTimeout: 30_000 * thoroughness,
  },
})
