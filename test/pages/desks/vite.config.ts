import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Draft.js is written for Node's names.
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  build: { minify: false, lib: { entry: 'editors.js', formats: ['es'], fileName: 'editors' } },
})
