import { join } from 'node:path'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'wxt'
import { COMMANDS } from './command-keys.ts'
import { PUBLIC_KEY } from './extension-id.ts'

/**
 * What an extension page may load, and what the background may reach: relays, which are https except on this machine.
 * One policy holds for all pages, and the card stands in frames of web pages, so those may be ancestors; in a sandboxed
 * one it does not load at all, where it would have no origin to ask us with. The other pages no web page can frame:
 * they are not web-accessible, and the background refuses them in a frame (`src/platform/sender.ts`).
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  'connect-src https: http://127.0.0.1:* http://localhost:*',
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors https: http://127.0.0.1:* http://localhost:*',
].join('; ')

const LOOPBACK = ['http://127.0.0.1/*', 'http://localhost/*']
/** Where help desks are. */
const SITES = ['https://*/*', ...LOOPBACK]

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
    permissions: ['storage', 'sidePanel', 'scripting', 'activeTab', 'contextMenus'],
    optional_host_permissions: SITES,
    ...(mode === 'loopback' && { host_permissions: LOOPBACK }),
    ...(mode !== 'store' && { key: PUBLIC_KEY }),
    action: { default_title: 'Inquiry Lens' },
    commands: COMMANDS,
    omnibox: { keyword: 'inq' },
    // Not narrower: which sites are let in is said by the agent, later. Its address changes with each browser session,
    // so that no page can ask for it to find out that we are here.
    web_accessible_resources: [{ resources: ['card.html'], matches: SITES, use_dynamic_url: true }],
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
