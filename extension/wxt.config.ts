import { join } from 'node:path'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'wxt'
import { PUBLIC_KEY } from './extension-id.ts'

/** What an extension page may load, and what the background may reach: relays, which are https except on this machine. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  'connect-src https: http://127.0.0.1:* http://localhost:*',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const LOOPBACK = ['http://127.0.0.1/*', 'http://localhost/*']

/**
 * Modes: `production`; `loopback`, which may ask loopback relays without the permission prompt that nobody can click in a
 * headless browser (Vite refuses `local` as a name); `store`, without the pinned key, since a listing brings its own.
 */
export default defineConfig({
  srcDir: 'src',
  // Resolved from the package, not from srcDir, unless it is named.
  publicDir: 'src/public',
  imports: false,
  zip: { name: 'inquiry-lens' },
  manifest: ({ mode, command }) => ({
    name: 'Inquiry Lens',
    description: 'See what happened to a customer’s identity verification without leaving the ticket.',
    // The first version whose native `browser` answers messages by promise as the polyfill does.
    minimum_chrome_version: '148',
    // No `incognito`: "spanning" is one background for both kinds of window, so one sign-in, and one sign-out that
    // reaches everything. "split" would keep a second token alive that signing out here cannot see.
    permissions: ['storage', 'sidePanel'],
    optional_host_permissions: ['https://*/*', ...LOOPBACK],
    ...(mode === 'loopback' && { host_permissions: LOOPBACK }),
    ...(mode !== 'store' && { key: PUBLIC_KEY }),
    action: { default_title: 'Inquiry Lens' },
    // The development server brings a policy of its own.
    ...(command === 'build' && { content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY } }),
  }),
  vite: ({ command }) => ({
    plugins: [preact({ devToolsEnabled: command === 'serve', prefreshEnabled: command === 'serve' })],
    // Vite takes every mode but "production" for development; all of ours are built alike.
    oxc: { jsx: { development: command === 'serve' } },
    resolve: {
      alias: { 'webextension-polyfill': join(import.meta.dirname, 'src/platform/native-browser.ts') },
    },
  }),
})
