/** The surfaces as plain web pages: the extension's own modules, with Preact as its build has it and no plugin of WXT's. */
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    emptyOutDir: true,
    rolldownOptions: { input: ['index.html', 'view.html'].map((file) => join(import.meta.dirname, file)) },
  },
})
