/**
 * Builds the extension into one folder whenever its parent asks, and says what has changed there. A process of its own:
 * WXT draws on standard output, and a build would hold up whatever else runs in the process.
 */
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { UserConfig } from 'vite'
import { type BuildStepOutput, build, type Wxt } from 'wxt'
import { readLoadedScripts } from './loaded-scripts.ts'
import { silentLogger } from './silent-logger.ts'

/** `pages`: only what our pages load. A browser takes everything else from the disk when it loads the extension. */
export type Changed = 'nothing' | 'pages' | 'extension'
/** What has been saved since the last one; empty: build everything. */
export type BuildRequest = { files: readonly string[] }
export type BuildReply = { changed: Changed } | { error: string }

const READABLE = { build: { minify: false, sourcemap: 'inline' } } satisfies UserConfig
const FOR_PAGES = /^chunks\/|^assets\/(?!page\.css$)|\.html$/
/** What WXT looks for before it bundles. */
const FOUND_BY_WXT = /\/src\/(entrypoints|public)\//
const MODULE = /\.tsx?$/

const [folder = '', readable] = process.argv.slice(2)
const next = `${folder}-next`
/** Of the last build, if it came to its end: what it takes to do a part of it again. */
let last: { builder: Wxt['builder']; steps: BuildStepOutput[] } | undefined
/** As in the folder that the browser loads. */
let current = new Map<string, string>()

async function bundle(files: readonly string[]): Promise<void> {
  const before = last
  last = undefined
  if (!before || files.length === 0 || files.some((file) => FOUND_BY_WXT.test(file))) {
    last = await buildWhole()
    return
  }
  const isIn = ({ chunks }: BuildStepOutput) =>
    chunks.some((chunk) => chunk.type === 'chunk' && chunk.moduleIds.some((id) => files.includes(id)))
  const isAnywhere = files.some((file) => !MODULE.test(file))
  const steps: BuildStepOutput[] = []
  for (const step of before.steps) {
    if (!isAnywhere && !isIn(step)) {
      steps.push(step)
      continue
    }
    // Some get another name each time.
    for (const { fileName } of step.chunks) await rm(join(next, fileName), { force: true })
    steps.push(await before.builder.build(step.entrypoints))
  }
  last = { ...before, steps }
}

async function buildWhole(): Promise<typeof last> {
  const builders: Wxt['builder'][] = []
  const { steps } = await build({
    root: import.meta.dirname,
    mode: 'loopback',
    outDir: dirname(next),
    outDirTemplate: basename(next),
    logger: silentLogger,
    ...(readable && { vite: () => READABLE }),
    hooks: { 'build:before': ({ builder }) => void builders.push(builder) },
  })
  const [builder] = builders
  return builder && { builder, steps }
}

/** Only what was built to the end comes where the browser finds it. */
async function putInPlace(): Promise<Changed> {
  const built = await readFiles(next)
  const changed = [...new Set([...current.keys(), ...built.keys()])].filter(
    (path) => current.get(path) !== built.get(path),
  )
  for (const path of changed) {
    if (built.has(path)) await cp(join(next, path), join(folder, path))
    else await rm(join(folder, path))
  }
  const ofBackground = [current, built].flatMap((files) => readLoadedScripts(files).all('background.js'))
  current = built
  if (changed.length === 0) return 'nothing'
  return changed.every((path) => FOR_PAGES.test(path) && !ofBackground.includes(path)) ? 'pages' : 'extension'
}

async function readFiles(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.slice(root.length + 1), await readFile(path, 'latin1')] as const),
    ),
  )
}

await mkdir(folder, { recursive: true })
process.on('disconnect', () => process.exit())
process.on('message', async ({ files }: BuildRequest) => {
  const reply = await bundle(files)
    .then(putInPlace)
    .then(
      (changed): BuildReply => ({ changed }),
      (error: Error): BuildReply => ({ error: String(error.cause ?? error) }),
    )
  process.send?.(reply)
})
