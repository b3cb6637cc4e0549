import { basename, join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
// Declares what is provided.
import type {} from '../shared/testing/thoroughness.ts'

/** Read by Chromium on Linux. */
const FONTS = { FONTCONFIG_FILE: join(import.meta.dirname, 'harness/fonts.conf') }

const thoroughness = Number(process.env.THOROUGHNESS ?? 1)

/** Takes as long as all other files of its project, which the second worker goes through beside it. */
const LONGEST = 'gallery.test.ts'

/** By default the largest file comes first. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = ({ moduleId }: TestSpecification) => basename(moduleId) === LONGEST
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'providers',
          include: ['fake-providers/**/*.test.ts'],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      { test: { name: 'stories', include: ['stories/**/*.test.ts'], isolate: false, testTimeout: 30_000 } },
      {
        // With real keys these are as slow as the providers.
        test: { name: 'conformance', include: ['conformance/adapters.test.ts'], testTimeout: 60_000 },
      },
      {
        test: {
          name: 'conformance-command',
          include: ['conformance/{command,document,raw-deepidv}.test.ts'],
          isolate: false,
          testTimeout: 120_000,
        },
      },
      {
        // Figures need a machine that does nothing else: `npm run bench`.
        test: {
          name: 'bench',
          include: ['bench/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // One Chromium without extension and relay: the surfaces as pages, a few at once.
        test: {
          name: 'gallery',
          include: ['gallery/**/*.test.ts'],
          env: FONTS,
          globalSetup: ['gallery/build-gallery.ts'],
          provide: { thoroughness },
          maxWorkers: 2,
          maxConcurrency: 2,
          isolate: false,
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Each file has a relay of its own and a Chromium as if it were new; two at a time use what one leaves idle while it waits.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          env: FONTS,
          globalSetup: ['harness/build-all.ts'],
          provide: { thoroughness },
          setupFiles: ['harness/show-screens.ts'],
          // Before a test's own, which close what there is to see.
          sequence: { hooks: 'list' },
          // Nothing here is a bound: a busy machine is as right as an idle one.
          expect: { poll: { interval: 50, timeout: 20_000 } },
          maxWorkers: 2,
          // They share nothing but modules, of which wrangler takes seconds to load.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
