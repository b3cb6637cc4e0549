/**
 * `npm test`: types, lint, and the tests of every package, one after the other, since two cores do one thing well.
 * `npm test -- worker e2e` runs only those. Closes with the sum: “tests: N passed, N failed”.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { ROOT } from './local-relay.ts'

interface Step {
  name: string
  folder: string
  /** A package's program, from its own or the root's packages. */
  program: string
  args: string[]
}

const vitest = (name: string, folder: string, ...projects: string[]): Step => ({
  name,
  folder,
  program: 'vitest/vitest.mjs',
  args: ['run', ...projects.flatMap((project) => ['--project', project])],
})

const STEPS: Step[] = [
  { name: 'types', folder: '.', program: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'lint', folder: '.', program: '@biomejs/biome/bin/biome', args: ['check', '.'] },
  vitest('shared', 'shared'),
  vitest('providers', 'test', 'providers', 'stories', 'conformance', 'conformance-command'),
  vitest('scripts', 'scripts'),
  vitest('worker', 'worker'),
  vitest('extension', 'extension', 'extension'),
  vitest('build', 'extension', 'extension-build'),
  vitest('e2e', 'test', 'e2e'),
]

const ReportSchema = v.object({ numPassedTests: v.number(), numFailedTests: v.number() })

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no step ${unknown.join(', ')}. There are: ${STEPS.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(2)
}

const reports = mkdtempSync(join(tmpdir(), 'inquiry-lens-test-'))
const failed: string[] = []
const sum = { passed: 0, failed: 0 }

for (const { name, folder, program, args } of STEPS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const beganAt = Date.now()
  const isVitest = program.startsWith('vitest')
  const report = join(reports, `${name}.json`)
  const reporting = isVitest ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : []
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', program), ...args, ...reporting],
    {
      cwd: join(ROOT, folder),
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  const counted = isVitest ? countTests(report) : undefined
  sum.passed += counted?.numPassedTests ?? 0
  sum.failed += counted?.numFailedTests ?? 0
  // A run that passes by testing nothing has not passed.
  const isGreen = status === 0 && (!isVitest || (counted?.numPassedTests ?? 0) > 0)
  if (!isGreen) failed.push(name)
  console.log(`${isGreen ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - beganAt) / 1000).toFixed(1)} s)`)
}
rmSync(reports, { recursive: true, force: true })

console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll is well.')
console.log(`tests: ${sum.passed} passed, ${sum.failed} failed`)
process.exit(failed.length > 0 ? 1 : 0)

function countTests(report: string) {
  try {
    return v.parse(ReportSchema, JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return undefined
  }
}
