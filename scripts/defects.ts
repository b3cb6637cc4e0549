/**
 * `npm run defects`: proves that the tests notice what matters. Each defect is put into a copy of the source, and its test
 * file must fail there by an assertion. `npm run defects -- projection chain` tries only these.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import * as v from 'valibot'
import { readArguments, stopWith } from './command-line.ts'
import { DEFECTS, type Defect, findOnce } from './defects/defects.ts'
import { ROOT } from './relay/local-relay.ts'

const USAGE = `npm run defects [-- NAME …]\n\n${DEFECTS.map(({ name }) => name).join(', ')}`

const ReportSchema = v.object({
  testResults: v.array(
    v.object({
      message: v.string(),
      assertionResults: v.array(
        v.object({
          fullName: v.string(),
          status: v.string(),
          failureMessages: v.nullish(v.array(v.string()), []),
        }),
      ),
    }),
  ),
})

const BROKEN = /^((Type|Syntax|Reference)Error|Error: (Cannot find|Failed to (resolve|load)))/

const { positionals } = readArguments(USAGE, { allowPositionals: true })
const unknown = positionals.filter((name) => !DEFECTS.some((defect) => defect.name === name))
if (unknown.length > 0) stopWith(`There is no defect “${unknown.join('”, “')}”.\n\n${USAGE}`)
const chosen = DEFECTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))

const copy = await copySource()
const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort())

let survivors = 0
try {
  for (const defect of chosen) {
    const beganAt = Date.now()
    const outcome = await tryDefect(defect)
    if (abort.signal.aborted) break
    if (!outcome.isCaught) survivors++
    const seconds = Math.round((Date.now() - beganAt) / 1000)
    console.log(
      [
        `${outcome.isCaught ? 'caught  ' : 'SURVIVED'} ${defect.name} (${seconds} s): ${defect.what}`,
        `  ${defect.file}`,
        `  ${defect.caughtBy}: ${outcome.detail}`,
      ].join('\n'),
    )
  }
} finally {
  await rm(copy, { recursive: true, force: true, maxRetries: 3 })
}
if (abort.signal.aborted) process.exit(1)
console.log(`\ndefects: ${chosen.length - survivors} of ${chosen.length} caught`)
process.exit(survivors > 0 ? 1 : 0)

async function copySource(): Promise<string> {
  const LEFT_OUT = new Set(['.git', '.pnpm', '.output', '.wrangler', '.tsc', '.vite', '.cache', 'failures'])
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-defects-'))
  await cp(ROOT, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path === ROOT || !LEFT_OUT.has(basename(path)),
  })
  // The packages' links are relative: those to our own packages stay within the copy.
  await symlink(join(ROOT, 'node_modules/.pnpm'), join(folder, 'node_modules/.pnpm'))
  return folder
}

interface Outcome {
  isCaught: boolean
  detail: string
}

async function tryDefect({ file, find, replace, caughtBy }: Defect): Promise<Outcome> {
  const path = join(copy, file)
  const source = await readFile(path, 'utf8')
  const at = findOnce(source, find)
  if (at === undefined) return { isCaught: false, detail: `“${find}” is not in the file exactly once` }
  await writeFile(path, source.slice(0, at) + replace + source.slice(at + find.length))
  try {
    return judge(await runTest(caughtBy))
  } finally {
    await writeFile(path, source)
  }
}

async function runTest(testFile: string): Promise<v.InferOutput<typeof ReportSchema> | undefined> {
  const [folder = ''] = testFile.split('/')
  const report = join(copy, 'report.json')
  await rm(report, { force: true })
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const words = ['run', relative(folder, testFile), '--bail=1', '--reporter=json', `--outputFile=${report}`]
  const child = spawn(process.execPath, [vitest, ...words], {
    cwd: join(copy, folder),
    stdio: 'ignore',
    signal: abort.signal,
    killSignal: 'SIGINT',
  })
  await once(child, 'close').catch(() => undefined)
  const text = await readFile(report, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : v.parse(ReportSchema, JSON.parse(text))
}

function judge(report: v.InferOutput<typeof ReportSchema> | undefined): Outcome {
  if (!report) return { isCaught: false, detail: 'the test file did not run' }
  const failed = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed')
  if (!failed) {
    const message = report.testResults.map((one) => one.message.trim()).find((one) => one !== '')
    return { isCaught: false, detail: message ? `no test ran: ${firstLine(message)}` : 'all tests passed' }
  }
  const [message = ''] = failed.failureMessages ?? []
  return BROKEN.test(message)
    ? { isCaught: false, detail: `“${failed.fullName}” failed by no assertion: ${firstLine(message)}` }
    : { isCaught: true, detail: failed.fullName }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.slice(0, 200) ?? ''
}
