import { defineConfig } from 'vitest/config'

export default defineConfig({
  define: { 'process.env.NODE_ENV': '"production"' },
  build: { lib: { entry: 'editors.js', formats: ['es'], fileName: 'editors' } },
})
