/** The surfaces as plain web pages: the extension's own modules, with Preact as its build has it and no plugin of WXT's. */
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // Both modes write into one folder.
    emptyOutDir: false,
    rolldownOptions:
      mode === 'function'
        ? {
            input: join(import.meta.dirname, 'show-view.ts'),
            output: {
              codeSplitting: false,
              entryFileNames: '[name].js',
              // Called for each view (`built-gallery.ts`).
              postBanner: 'globalThis.showView = async () => {',
              postFooter: '}',
            },
          }
        : { input: ['index.html', 'view.html'].map((file) => join(import.meta.dirname, file)) },
  },
}))
