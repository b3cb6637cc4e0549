/** What `npm start` runs in ways in which a saved change can take its place: the extension's build, the providers. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { watch } from 'chokidar'
import * as v from 'valibot'
import { findFreePort, ROOT } from './local-relay.ts'

/** An editor writes a file in several steps, and several files at once. */
const SETTLE_MS = 50

const ChangedSchema = v.picklist(['nothing', 'pages', 'extension'])
const BuiltSchema = v.union([v.object({ changed: ChangedSchema }), v.object({ error: v.string() })])

export interface Builder {
  /** After a change of these files. Resolves to what this build has changed in the folder. */
  build(files?: readonly string[]): Promise<v.InferOutput<typeof ChangedSchema>>
  stop(): void
}

/** `isReadable`: for an inspector, with source maps. */
export function startBuilder(folder: string, isReadable: boolean): Builder {
  const child = fork(
    join(ROOT, 'extension/build-service.ts'),
    [folder, ...(isReadable ? ['readable'] : [])],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    },
  )
  let printed = ''
  child.stderr?.on('data', (chunk) => {
    printed = `${printed}${chunk}`.slice(-2_000)
  })
  const ended = once(child, 'exit').then(() => [
    { error: `The build has ended. It printed last:\n${printed}` },
  ])
  return {
    async build(files = []) {
      if (child.connected) child.send({ files })
      const [message] = await Promise.race([once(child, 'message'), ended])
      const reply = v.parse(BuiltSchema, message)
      if ('error' in reply) throw new Error(reply.error)
      return reply.changed
    },
    stop: () => void child.kill('SIGKILL'),
  }
}

const KnownSchema = v.object({
  persona: v.object({ sandbox: v.record(v.string(), v.object({ inquiry: v.string() })) }),
})

export interface RestartableProviders {
  url: string
  known(): Promise<v.InferOutput<typeof KnownSchema>>
  /** As changed on disk, at the same address, with the customers of the start. */
  restart(): Promise<void>
}

/** In a thread: it ends with this process, and a new one loads the modules again. */
export async function startProviders(): Promise<RestartableProviders> {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`

  async function serve(): Promise<Worker> {
    const thread = new Worker(join(ROOT, 'test/fake-providers/serve.ts'), {
      argv: ['--port', String(port)],
      stdout: true,
    })
    thread.on('error', console.error)
    const ended = once(thread, 'exit').then(() => {
      throw new Error('The fake providers have ended.')
    })
    await Promise.race([once(thread.stdout, 'data'), ended])
    return thread
  }

  let thread = await serve()
  return {
    url,
    known: async () => v.parse(KnownSchema, await (await fetch(`${url}/__providers/known`)).json()),
    async restart() {
      await thread.terminate()
      thread = await serve()
    },
  }
}

/**
 * Prints what each update comes to. One at a time; what is saved during one leads to the next. Resolves once no change
 * can be missed.
 */
export async function followChanges(
  folders: readonly string[],
  update: (files: string[]) => Promise<string>,
): Promise<void> {
  const saved = new Set<string>()
  let savedAt = 0
  let isRunning = false

  async function run() {
    if (isRunning) return
    isRunning = true
    while (saved.size > 0) {
      const since = savedAt
      await sleep(SETTLE_MS)
      const files = [...saved]
      saved.clear()
      const outcome = await update(files).catch((error: Error) => `failed: ${error.message}`)
      const seconds = ((performance.now() - since) / 1000).toFixed(1)
      const names = files.map((file) => relative(ROOT, file)).join(', ')
      printAs('change', `${names}: ${outcome} (${seconds} s)`)
    }
    isRunning = false
  }

  const paths = folders.map((folder) => join(ROOT, folder))
  const watcher = watch(paths, { ignoreInitial: true }).on('all', (_, file) => {
    if (saved.size === 0) savedAt = performance.now()
    saved.add(file)
    void run()
  })
  await once(watcher, 'ready')
}

export function printAs(name: string, text: string): void {
  for (const line of text.trimEnd().split('\n')) console.log(`${name.padEnd(6)} │ ${line}`)
}
