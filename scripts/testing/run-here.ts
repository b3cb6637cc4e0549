/** A command in this process, where its modules are loaded already: a process of its own takes a third of a second. */
import { format } from 'node:util'
import { vi } from 'vitest'

export interface Ran {
  code: number
  out: string
  err: string
}

class Exit extends Error {}

let runs = 0
let last: Promise<unknown> = Promise.resolve()

/** One after the other, since a process has one `argv`. `env` is added to this process's, without its tokens. */
export function runHere(script: string, words: string[], env: Record<string, string> = {}): Promise<Ran> {
  const next = last.then(() => run(script, words, env))
  last = next.catch(() => undefined)
  return next
}

async function run(script: string, words: string[], env: Record<string, string>): Promise<Ran> {
  const printed = { out: '', err: '' }
  let code: number | undefined
  // What a process does after its exit does not count.
  const print =
    (stream: keyof typeof printed) =>
    (...values: unknown[]) => {
      if (code === undefined) printed[stream] += `${format(...values)}\n`
    }
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(print('out')),
    vi.spyOn(console, 'error').mockImplementation(print('err')),
    vi.spyOn(process, 'exit').mockImplementation((given) => {
      code ??= Number(given ?? 0)
      throw new Exit()
    }),
  ]
  const { argv } = process
  process.argv = [process.execPath, script, ...words]
  const given = { BOOTSTRAP_TOKEN: undefined, RELAY_TOKEN: undefined, ...env }
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value)
  try {
    await import(/* @vite-ignore */ `../${script}.ts?run=${runs++}`)
    code ??= Number(process.exitCode ?? 0)
  } catch (error) {
    if (!(error instanceof Exit)) throw error
  } finally {
    process.argv = argv
    process.exitCode = undefined
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
  return { code: code ?? -1, ...printed }
}
