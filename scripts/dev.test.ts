/** `npm run dev` shows what is saved, in a copy of this checkout, so that nothing of it changes under other tests. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { inspectBrowser } from '../test/harness/browser.ts'
import { ROOT } from './relay/local-relay.ts'
import { ENDS_WITHIN, start } from './testing/start-command.ts'

type Inspected = Awaited<ReturnType<typeof inspectBrowser>>
type Page = ReturnType<Inspected['context']['pages']>[number]

const PACKAGES = ['.', 'extension', 'shared', 'test', 'worker']
const LEFT_OUT = ['node_modules', '.git', '.wrangler', '.output', '.tsc']
const PATIENCE = { timeout: 60_000, interval: 20 }

const copy = mkdtempSync(join(tmpdir(), 'inquiry-lens-dev-'))
const folder = join(copy, 'temporary')
let command: ReturnType<typeof start>
let killAll = () => {}
let relay: string
let providers: string
let inspected: Inspected | undefined
let ticket: Page
let options: Page

beforeAll(async () => {
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) })
  for (const one of PACKAGES)
    symlinkSync(join(ROOT, one, 'node_modules'), join(copy, one, 'node_modules'), 'dir')
  mkdirSync(folder)
  command = start(
    'node',
    [join(copy, 'scripts/run.mjs'), 'dev'],
    {
      TMPDIR: folder,
      NODE_COMPILE_CACHE: join(copy, '.compiled'),
      ...(process.env.CHROMIUM && { CHROMIUM: process.env.CHROMIUM }),
    },
    (kill) => (killAll = kill),
  )
  await vi.waitUntil(
    () => command.output().includes('\nready: ') || command.child.exitCode !== null,
    PATIENCE,
  )
  relay = find(/relay +(http:\S+)/)
  providers = find(/providers +(http:\S+)/)
  inspected = await inspectBrowser(Number(find(/browser at 127\.0\.0\.1:(\d+)/)))
  const url = find(/ticket +(http:\S+)/)
  const shown = inspected.context.pages().find((page) => page.url() === url)
  if (!shown) throw new Error('The ticket is not open')
  ticket = shown
  options = await inspected.context.newPage()
  await options.goto(`${find(/extension +(chrome-extension:\S+)/)}/options.html`)
})

afterAll(async () => {
  await inspected?.leave()
  killAll()
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
})

function find(pattern: RegExp): string {
  const found = pattern.exec(command.output())?.[1]
  if (found === undefined) throw new Error(`Not printed: ${pattern}. Printed:\n${command.output()}`)
  return found
}

function save(file: string, from: string, to: string): void {
  const text = readFileSync(join(copy, file), 'utf8')
  expect(text.split(from), file).toHaveLength(2)
  writeFileSync(join(copy, 'saved'), text.replace(from, to))
  renameSync(join(copy, 'saved'), join(copy, file))
}

const answer = async (url: string): Promise<string> => {
  try {
    return await (await fetch(url)).text()
  } catch {
    return 'no answer'
  }
}

interface Change {
  name: string
  file: string
  from: string
  to: string
  see(): Promise<unknown>
}

const seeScript = () => ticket.evaluate(() => document.documentElement.dataset.seen).catch(String)

const CHANGES: Change[] = [
  {
    name: 'the page script',
    file: 'extension/src/page/script-world.ts',
    from: 'globalThis.inquiryLens = {',
    to: "document.documentElement.dataset.seen = 'page script'\n  globalThis.inquiryLens = {",
    see: seeScript,
  },
  {
    name: 'the background',
    file: 'extension/src/background/launchers/launchers.ts',
    from: 'export function createMenu(',
    to: "void chrome.alarms.create('background', { delayInMinutes: 60 })\nexport function createMenu(",
    see: () => options.evaluate(async () => (await chrome.alarms.get('background'))?.name).catch(String),
  },
  {
    name: 'a component',
    file: 'extension/src/ui/surfaces/options/options-app.tsx',
    from: '\n        {optionsWords.signOut.action}\n',
    to: '\n        Leave, component\n',
    see: () => options.getByRole('button', { name: 'Leave' }).textContent({ timeout: 1_000 }).catch(String),
  },
  {
    name: 'a route',
    file: 'worker/src/routes/meta.ts',
    from: 'build: version',
    to: "build: version + ' route'",
    see: () => answer(`${relay}/healthz`),
  },
  {
    name: 'a provider',
    file: 'test/fake-providers/control/control-routes.ts',
    from: "app.get('/calls', (c) => c.json(control.calls()))",
    to: "app.get('/calls', (c) => c.text('provider'))",
    see: () => answer(`${providers}/__providers/calls`),
  },
]

it.each(CHANGES)('shows a change in $name', async ({ name, file, from, to, see }) => {
  const savedAt = performance.now()
  save(file, from, to)
  await expect.poll(see, PATIENCE).toContain(name.split(' ').slice(1).join(' '))
  console.log(`${name}: seen after ${((performance.now() - savedAt) / 1000).toFixed(1)} s`)
})

it('stays signed in at the relay through all of these', async () => {
  const reply = await options.evaluate(() =>
    chrome.runtime.sendMessage({ name: 'app:health.get', payload: null }),
  )
  expect(reply).toMatchObject({ ok: true })
})

it('keeps what it shows while a file does not compile, and goes on after', async () => {
  const file = 'extension/src/page/script-world.ts'
  save(file, "seen = 'page script'", "seen = = 'page script'")
  await expect.poll(command.output, PATIENCE).toContain(`${file}: failed`)
  await ticket.reload()
  await expect.poll(seeScript, PATIENCE).toBe('page script')
  save(file, "seen = = 'page script'", "seen = 'mended'")
  await expect.poll(seeScript, PATIENCE).toBe('mended')
})

it('Ctrl-C ends it while it shows a change, and leaves nothing', async () => {
  await inspected?.leave()
  inspected = undefined
  save('worker/src/routes/meta.ts', "build: version + ' route'", 'build: version')
  command.hintGroup('SIGINT')
  await expect.poll(command.running, ENDS_WITHIN).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})
