import { preact } from '@preact/preset-vite'
import type { Rolldown, UserConfig } from 'vite'
import { defineConfig } from 'wxt'
import { COMMANDS } from './command-keys.ts'
import { PUBLIC_KEY } from './extension-id.ts'
import { listMessageFiles, messageOf } from './manifest-words.ts'

const ANY_RELAY = 'https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*'

/** `RELAY_ORIGIN`: the company’s one relay, where the package is built for it; another address is then refused by the browser. */
function findRelays(origin = process.env.RELAY_ORIGIN ?? ''): string {
  if (origin === '') return ANY_RELAY
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  const isSafe =
    /^https?:[/][/][\w.:[\]-]+$/.test(origin) &&
    (url?.protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(url?.hostname ?? ''))
  if (url?.origin !== origin || !isSafe)
    throw new Error(`RELAY_ORIGIN must be an origin such as https://relay.example, not ${origin}`)
  return `${origin} ${origin.replace(/^http/, 'ws')}`
}

/**
 * What an extension page may load, and what the background may reach: the package (its samples) and relays, which are https except
 * on this machine.
 * One policy holds for all pages, and the card stands in frames of web pages, so those may be ancestors; in a sandboxed
 * one it does not load at all, where it would have no origin to ask us with. The other pages no web page can frame:
 * they are not web-accessible, and the background refuses them in a frame (`src/platform/sender.ts`).
 */
const writePolicy = (relays: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${relays}`,
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors https: http://127.0.0.1:* http://localhost:*',
  ].join('; ')

const LOOPBACK = ['http://127.0.0.1/*', 'http://localhost/*']
/** Where help desks are. */
const SITES = ['https://*/*', ...LOOPBACK]

/**
 * WXT starts a script for web pages in a wrapper that logs its failures, with a logger that is silent in production: 4 % of
 * what every page carries. A page's console is not where ours belong anyway.
 */
const startPlainly = {
  name: 'start-plainly',
  transform: {
    filter: { id: /virtual:wxt-unlisted-script-entrypoint/ },
    handler: (code: string) =>
      `${/^import definition from .+$/m.exec(code)?.[0]}\nexport default definition()`,
  },
}

/** Nor what takes a script's definition in other forms than the one that ours have. */
const definePlainly = {
  name: 'define-plainly',
  transform: {
    filter: { id: /define-unlisted-script/ },
    handler: () => 'export const defineUnlistedScript = (main) => main',
  },
}

/** Nor what preloads the imports of a script that is imported later: it is on this machine. */
const importPlainly = {
  name: 'import-plainly',
  transform: {
    filter: { id: /vite\/preload-helper/ },
    handler: () => 'export const __vitePreload = (load) => load()',
  },
}

/** Nor what opens sockets in the relay’s client: `background/live/` has the only one. */
const askPlainly = {
  name: 'ask-plainly',
  transform: {
    filter: { id: /hono\/dist\/client\/client\.js/ },
    handler: (code: string) => code.replace(/\tif \(method === "ws"\) \{[\s\S]+?\n\t\}\n/, ''),
  },
}

/** What the background and our pages call through the polyfill. A call that it does not know is Chrome’s own, with its promise. */
const OUR_CALLS = [
  'permissions.contains',
  'permissions.remove',
  'permissions.request',
  'runtime.openOptionsPage',
  'storage.local.get',
  'storage.local.remove',
  'storage.local.set',
  'storage.managed.get',
  'tabs.create',
  'tabs.get',
  'tabs.getCurrent',
  'tabs.query',
  'windows.get',
  'windows.getCurrent',
]

const pickCalls = (table: object, path: string): object =>
  Object.fromEntries(
    Object.entries(table).flatMap(([name, inner]) => {
      const own = path + name
      if (OUR_CALLS.includes(own)) return [[name, inner]]
      return OUR_CALLS.some((call) => call.startsWith(`${own}.`)) ? [[name, pickCalls(inner, `${own}.`)]] : []
    }),
  )

/** Nor what the polyfill knows of other calls, nor its forms for other loaders than ours: more than half of it. */
const polyfillPlainly = {
  name: 'polyfill-plainly',
  transform: {
    filter: { id: /webextension-polyfill/ },
    handler: (code: string) =>
      code
        .replace(/(?<=const apiMetadata = )\{[^;]+\}(?=;)/, (table) =>
          JSON.stringify(pickCalls(JSON.parse(table), '')),
        )
        .replace(/if \(Object\.keys\(apiMetadata\)[^}]+\}/, '')
        .replace(
          /if \(metadata\.fallbackToNoCallback\) [\s\S]+?(?=\{\s+target\[name\]\(\.\.\.args, makeCallback\(\{\s+resolve,\s+reject\s+\}, metadata\)\);\s+\}\s+\}\);)/,
          '',
        )
        .replace(/apiMetadata\.privacy = [^;]+;/, '')
        .replace(/const onRequestFinishedWrappers = [\s\S]+?(?=const onMessageWrappers)/, '')
        .replace(/devtools: [\s\S]+?(?=runtime: )/, '')
        .replace(/^\(function \(global, factory\) [\s\S]+?, function \(module\) \{/, 'const module = {};\n{')
        .replace(/\}\);\s*(\/\/# .*)?\s*$/, '}\nexport default module.exports'),
  },
}

const ENTRYPOINT = /entrypoints\/(admin|background|card|options|popup|sidepanel)\b/

/** Who loads a module at opening. */
function findUsers(id: string, context: Rolldown.ChunkingContext): string[] {
  const importers = new Set([id])
  for (const importer of importers) {
    for (const next of context.getModuleInfo(importer)?.importers ?? []) importers.add(next)
  }
  return [...new Set([...importers].flatMap((importer) => ENTRYPOINT.exec(importer)?.[1] ?? []))].sort()
}

/**
 * A chunk costs some hundred bytes of imports and exports: one for everything that the same users load at opening, and what
 * all three small surfaces load is whole. From the most users to the fewest: a group takes with it what its modules import,
 * unless another has that already.
 */
const SHARED = ['background-card-popup-sidepanel', 'card-popup-sidepanel', 5, 4, 3, 2].map(
  (which, index) => ({
    debugName: String(which),
    priority: 9 - index,
    name(id: string, context: Rolldown.ChunkingContext) {
      const users = findUsers(id, context)
      if (typeof which === 'number') return users.length === which ? users.join('-') : null
      return which.split('-').every((user) => users.includes(user)) ? which : null
    },
  }),
)

/** A translation is in its language's folder, so that its size can be told from that of our code. */
function placeChunk({ facadeModuleId }: Rolldown.PreRenderedChunk): string {
  const language = /\/locales\/([\w-]+)\/[^/]+\.ts$/.exec(facadeModuleId ?? '')?.[1]
  return `${language === undefined ? 'chunks' : `locales/${language}`}/[name]-[hash].js`
}

/** Scripts for web pages are one file each. */
const shareChunks = {
  name: 'share-chunks',
  outputOptions: (options: Rolldown.OutputOptions) =>
    options.format === 'es'
      ? { ...options, chunkFileNames: placeChunk, codeSplitting: { groups: SHARED } }
      : null,
}

/**
 * JSX becomes calls of `h`, which take children as they come: those of the automatic runtime name them, and cost our pages
 * 3 kB more. Every admitted Chrome preloads modules.
 */
const BUILT_SMALL = {
  plugins: [startPlainly, definePlainly, importPlainly, askPlainly, polyfillPlainly, shareChunks],
  oxc: { jsx: { runtime: 'classic', pragma: '_h', pragmaFrag: '_Fragment', development: false } },
  build: {
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, all, { hostType }) => (hostType === 'html' ? all : []),
    },
    rolldownOptions: {
      transform: { inject: { _h: ['preact', 'h'], _Fragment: ['preact', 'Fragment'] } },
      // WXT imports its own `browser` everywhere, which nothing here uses: the polyfill is ours.
      treeshake: { moduleSideEffects: [{ test: /@wxt-dev\/browser/, sideEffects: false }] },
    },
  },
} satisfies UserConfig

/**
 * Modes: `production`; `loopback`, which may ask loopback relays without the permission prompt that can't be clicked in a
 * headless browser (Vite refuses `local` as a name); `store`, without the pinned key, since a listing brings its own.
 */
export default defineConfig({
  srcDir: 'src',
  // Resolved from the package, not from srcDir, unless it is named.
  publicDir: 'src/public',
  imports: false,
  zip: {
    name: 'inquiry-lens',
    artifactTemplate: '{{name}}-{{packageVersion}}.zip',
    zipSources: false,
  },
  manifest: ({ mode, command }) => ({
    name: 'Inquiry Lens',
    description: messageOf('description'),
    default_locale: 'en',
    // `highlightsFromPoint`; `test/e2e/samples.test.ts` runs without the `browser` that came with 148.
    minimum_chrome_version: '140',
    storage: { managed_schema: 'managed-schema.json' },
    // No `incognito`: "spanning" is one background for both kinds of window, so one sign-in, and one sign-out that
    // reaches everything. "split" would keep a second token alive that signing out here cannot see.
    // `alarms` warns of nothing: it wakes the background to ask for watches.
    permissions: ['alarms', 'storage', 'sidePanel', 'scripting', 'activeTab', 'contextMenus'],
    optional_host_permissions: SITES,
    ...(mode === 'loopback' && { host_permissions: LOOPBACK }),
    ...(mode !== 'store' && { key: PUBLIC_KEY }),
    action: { default_title: 'Inquiry Lens' },
    commands: COMMANDS,
    omnibox: { keyword: 'inq' },
    // Not narrower: the agent allows sites later. Its address changes with each browser session,
    // so that no page can ask for it to find out that we are here.
    web_accessible_resources: [{ resources: ['card.html'], matches: SITES, use_dynamic_url: true }],
    // The development server brings a policy of its own.
    ...(command === 'build' && { content_security_policy: { extension_pages: writePolicy(findRelays()) } }),
  }),
  hooks: {
    'build:publicAssets': (_, files) => {
      for (const { path, text } of listMessageFiles()) files.push({ relativeDest: path, contents: text })
    },
  },
  vite: ({ command }) => ({
    ...(command === 'serve' ? { plugins: [preact()] } : BUILT_SMALL),
  }),
})
