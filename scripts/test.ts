/**
 * `npm test`: types, lint, and the tests of every package. `npm test -- worker e2e` runs only those parts,
 * `npm test -- worker/src/app.test.ts` one file, `-t NAME` only the tests of such a name, and `--watch` runs one part or file
 * again at each change.
 * Closes with the time of each part and the sum: “tests: N passed, N failed”, which a run of parts without tests leaves out.
 *
 * Two parts run at a time: one in a browser, which leaves a core idle while it waits, and one of the others.
 * `npm test -- thorough`: property tests try ten times as many cases, tables that otherwise take turns are whole, and all
 * journeys have bystanders.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { ROOT } from './relay/local-relay.ts'

interface Step {
  name: string
  folder: string
  /** A package's program, from its own or the root's packages. */
  program: string
  args: string[]
  /** These run one after the other, beside the rest. */
  inBrowser?: true
  env?: Record<string, string>
}

const vitest = (name: string, folder: string, ...projects: string[]): Step => ({
  name,
  folder,
  program: 'vitest/vitest.mjs',
  args: ['run', ...projects.flatMap((project) => ['--project', project])],
})

const STEPS: Step[] = [
  // Half the CPU time of its usual way, for the parts beside it.
  {
    name: 'types',
    folder: '.',
    program: 'typescript/bin/tsc',
    args: ['-b', '--singleThreaded'],
    env: { GOGC: '400' },
  },
  { name: 'lint', folder: '.', program: '@biomejs/biome/bin/biome', args: ['check', '.'] },
  { name: 'words', folder: '.', program: '../scripts/house.ts', args: ['--check'] },
  vitest('shared', 'shared'),
  vitest('extension', 'extension', 'extension'),
  vitest('worker', 'worker'),
  vitest('scripts', 'scripts'),
  vitest('providers', 'test', 'providers', 'stories', 'conformance', 'conformance-command'),
  vitest('build', 'extension', 'extension-build'),
  { ...vitest('e2e', 'test', 'e2e'), inBrowser: true },
  { ...vitest('gallery', 'test', 'gallery'), inBrowser: true },
]

const THOROUGH = STEPS.filter(({ name }) =>
  ['shared', 'worker', 'scripts', 'providers', 'e2e', 'gallery'].includes(name),
).map((step) => ({
  ...step,
  name: `thorough-${step.name}`,
  env: { THOROUGHNESS: '10' },
}))

const FOLDERS = ['shared', 'scripts', 'worker', 'extension', 'test']

const ReportSchema = v.object({ numPassedTests: v.number(), numFailedTests: v.number() })

const { values, positionals } = parseArgs({
  options: { watch: { type: 'boolean', default: false }, test: { type: 'string', short: 't' } },
  allowPositionals: true,
})
const named = values.test === undefined ? [] : ['--testNamePattern', values.test]
const steps = positionals.length > 0 ? positionals.flatMap(findSteps) : STEPS
if (values.watch) process.exit(watch(steps))

const reports = mkdtempSync(join(tmpdir(), 'inquiry-lens-test-'))
const failed: string[] = []
const times: string[] = []
const sum = { passed: 0, failed: 0 }

const beganAt = Date.now()
await Promise.all([
  runInTurn(steps.filter(({ inBrowser }) => inBrowser)),
  runInTurn(steps.filter(({ inBrowser }) => !inBrowser)),
])
rmSync(reports, { recursive: true, force: true })

console.log(`\nseconds: ${times.join(', ')}; together ${secondsSince(beganAt)}`)
console.log(failed.length > 0 ? `Failed: ${failed.join(', ')}` : 'All is well.')
if (steps.some(isTested)) console.log(`tests: ${sum.passed} passed, ${sum.failed} failed`)
process.exit(failed.length > 0 ? 1 : 0)

async function runInTurn(these: readonly Step[]): Promise<void> {
  for (const step of these) await run(step, steps.length === 1)
}

async function run({ name, folder, program, args, env }: Step, isAlone: boolean): Promise<void> {
  const heading = `\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`
  console.log(isAlone ? heading : `begun: ${name}`)
  const beganAt = Date.now()
  const isVitest = isTested({ program })
  const report = join(reports, `${name.replaceAll('/', '-')}.json`)
  const reporting = isVitest
    ? [...named, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    : []
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args, ...reporting], {
    cwd: join(ROOT, folder),
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...env },
    stdio: isAlone ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk))
  const [status] = await once(child, 'close')
  if (!isAlone) console.log(`${heading}\n${Buffer.concat(printed)}`)
  const counted = isVitest ? countTests(report) : undefined
  sum.passed += counted?.numPassedTests ?? 0
  sum.failed += counted?.numFailedTests ?? 0
  // A run without tests fails.
  const isGreen = status === 0 && (!isVitest || (counted?.numPassedTests ?? 0) > 0)
  if (!isGreen) failed.push(name)
  times.push(`${name} ${secondsSince(beganAt)}`)
  console.log(`${isGreen ? 'ok' : 'FAILED'}: ${name} (${secondsSince(beganAt)} s)`)
}

/** Types, lint and words have no tests. */
function isTested({ program }: Pick<Step, 'program'>): boolean {
  return program.startsWith('vitest')
}

function secondsSince(beganAt: number): string {
  return ((Date.now() - beganAt) / 1000).toFixed(1)
}

/** A part by its name, or the part that a test file belongs to with this file alone. */
function findSteps(wanted: string): Step[] {
  const part = STEPS.find(({ name }) => name === wanted)
  if (part) return [part]
  if (wanted === 'thorough') return THOROUGH
  const file = findTestFile(wanted)
  const folder = FOLDERS.find((one) => file?.startsWith(`${one}/`))
  if (file && folder) {
    return [{ name: file, folder, program: 'vitest/vitest.mjs', args: ['run', relative(folder, file)] }]
  }
  const parts = [...STEPS.map(({ name }) => name), 'thorough'].join(', ')
  console.error(`There is no part and no test file ${wanted}. The parts are: ${parts}.`)
  process.exit(2)
}

/** By its path, or by as much of its end as no other test file has: `card.test.ts`. */
function findTestFile(wanted: string): string | undefined {
  const path = relative(ROOT, resolve(process.env.INIT_CWD ?? ROOT, wanted))
  if (existsSync(join(ROOT, path))) return path
  const all = FOLDERS.flatMap((folder) =>
    globSync(`${folder}/**/*.test.{ts,tsx}`, { cwd: ROOT, exclude: (name) => name === 'node_modules' }),
  )
  const [found, ...others] = all.filter((one) => `/${one}`.endsWith(`/${wanted}`))
  if (others.length === 0) return found
  console.error(`Several test files are called ${wanted}: ${[found, ...others].join(', ')}.`)
  process.exit(2)
}

function watch(wanted: readonly Step[]): number {
  const [step, ...others] = wanted
  if (!step || !isTested(step) || others.length > 0) {
    console.error('--watch takes one part with tests, or one test file.')
    return 2
  }
  const args = [join(ROOT, 'node_modules', step.program), 'watch', ...step.args.slice(1), ...named]
  const { status } = spawnSync(process.execPath, args, { cwd: join(ROOT, step.folder), stdio: 'inherit' })
  return status ?? 1
}

function countTests(report: string) {
  try {
    return v.parse(ReportSchema, JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return undefined
  }
}
