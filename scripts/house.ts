/**
 * `npm run house`: the size and the language of the code, as a table. `-- --words` lists each place that uses a word
 * which the project doesn't write; `-- --check` fails where there is one, or where two files of a package export
 * something of the same name.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from './relay/local-relay.ts'

/** Each with what to write instead. */
const BANNED: Readonly<Record<string, string>> = {
  nobody: 'name who: no agent, no customer',
  'somebody|anybody': 'an agent, a customer, a caller',
  whoever: 'the agent who, the caller that',
  whomever: 'every agent, each caller',
  anew: 'again',
  meanwhile: 'in between, or leave out',
  'by (?:itself|themselves)': 'automatically, alone',
  '(?:is|are|was|were) (?:told|said)': 'knows, shows, reports',
  slowed: 'throttled',
  'errands?|furniture|sittings?|tally': 'request, services, visits, metrics',
}
const WORDS = new RegExp(`\\b(?:${Object.keys(BANNED).join('|')})\\b`, 'giu')

const PACKAGES = ['shared', 'worker', 'extension']
const isTest = (file: string) =>
  /\.test\.tsx?$|\/(?:fixtures|testing)\.ts$/.test(file) || /^(?:test|\w+\/testing)\//.test(file)

interface File {
  path: string
  lines: number
  text: string
}

/** Folders that tools write. */
const MADE = /(?:^|\/)(?:node_modules|\.[a-z-]+|failures|pictures)(?:\/|$)|worker-configuration\.d\.ts$/

const files: File[] = globSync('**/*', { cwd: ROOT, exclude: (path) => MADE.test(path) })
  .filter((path) => !MADE.test(path))
  .filter((path) => /\.(?:tsx?|mjs|css|html|md)$/.test(path))
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    return { path, text, lines: text.split('\n').length - 1 }
  })

const code = files.filter(({ path }) => !path.endsWith('.md'))
const source = code.filter(({ path }) => !isTest(path))
const sum = (some: readonly File[]) => some.reduce((lines, file) => lines + file.lines, 0)

function median(some: readonly File[]): number {
  const sorted = some.map(({ lines }) => lines).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** The table of banned words has to name them. */
const findWords = () =>
  files
    .filter(({ path }) => path !== 'scripts/house.ts')
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) =>
        [...line.matchAll(WORDS)].map(([word]) => ({
          at: `${path}:${index + 1}`,
          word,
          line: line.trim(),
        })),
      ),
    )

/** But for stand-ins that load a component of their name. */
const EXPORTED = /^export (?:async )?(?:type|interface|class|function\*?|const) (\w+)\b(?! = lazy\b)/gm

function findTwins(): string[] {
  return PACKAGES.flatMap((name) => {
    const homes = new Map<string, Set<string>>()
    for (const { path, text } of source.filter(({ path }) => path.startsWith(`${name}/src/`)))
      for (const [, exported = ''] of text.matchAll(EXPORTED))
        homes.set(exported, (homes.get(exported) ?? new Set()).add(path))
    return [...homes]
      .filter(([, paths]) => paths.size > 1)
      .map(([exported, paths]) => `${exported}: ${[...paths].join(', ')}`)
  })
}

const { values } = parseArgs({
  options: { words: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
})
const words = findWords()
const twins = findTwins()
if (values.words || values.check)
  for (const { at, word, line } of words) console.log(`${at}: “${word}” in: ${line}`)
if (values.check) for (const twin of twins) console.log(`exported twice: ${twin}`)
if (!values.check) {
  const flat = Map.groupBy(source, ({ path }) => path.slice(0, path.lastIndexOf('/')))
  console.table({
    'source files': source.length,
    'source lines': sum(source),
    'median lines of a source file': median(source),
    'test-side files': code.length - source.length,
    'test-side lines': sum(code) - sum(source),
    'folders with more than 15 source files': [...flat.values()].filter(({ length }) => length > 15).length,
    'banned words': words.length,
    'names exported twice in a package': twins.length,
  })
}
if (values.check && words.length + twins.length > 0) process.exitCode = 1
