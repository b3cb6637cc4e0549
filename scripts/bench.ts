/**
 * `npm run bench`: the budgets. `npm run bench -- gateway`, `audit`, `live`, `cost`, `page` or `desk` runs only that part; further
 * words go on to it (`gateway 1 3`). `shards` and `soak` take most of an hour, and run only by name. Run nothing else on the machine.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './relay/local-relay.ts'

const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--root', 'test', '--project', 'bench']
const PARTS = {
  gateway: ['test/bench/bench.ts'],
  audit: ['test/bench/audit-bench.ts'],
  shards: ['test/bench/shards-bench.ts'],
  live: ['test/bench/live-bench.ts'],
  cost: ['node_modules/vitest/vitest.mjs', 'run', '--root', 'worker', 'src/tests/cost', '--silent=false'],
  page: [...VITEST, 'bench/page', 'bench/surface'],
  desk: [...VITEST, 'bench/desk'],
  soak: ['test/bench/soak-bench.ts'],
}
const ONLY_BY_NAME: ReadonlySet<string> = new Set(['shards', 'soak'])

const isPart = (name: string): name is keyof typeof PARTS => Object.hasOwn(PARTS, name)

const [name = '', ...rest] = process.argv.slice(2)
if (name !== '' && !isPart(name)) {
  console.error(`There is no part ${name}. There are: ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}

let failed = 0
for (const [part, [file = '', ...args]] of Object.entries(PARTS)) {
  if (name === '' ? ONLY_BY_NAME.has(part) : name !== part) continue
  console.log(`\n── ${part} ${'─'.repeat(60)}`)
  const { status } = spawnSync(process.execPath, [join(ROOT, file), ...args, ...rest], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PRINT_COST: '1' },
  })
  if (status !== 0) failed++
}
process.exit(failed > 0 ? 1 : 0)
