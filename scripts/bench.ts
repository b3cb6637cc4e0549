/**
 * `npm run bench`: the figures. `npm run bench -- gate`, `record` or `page` takes only that part; what follows goes on to
 * it (`gate 1 3`). They are for a machine that does nothing else meanwhile.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './local-relay.ts'

const PARTS = {
  gateway: ['test/bench/bench.ts'],
  record: ['test/bench/record-bench.ts'],
  page: ['node_modules/vitest/vitest.mjs', 'run', '--root', 'test', '--project', 'bench'],
}

const isPart = (name: string): name is keyof typeof PARTS => Object.hasOwn(PARTS, name)

const [name = '', ...rest] = process.argv.slice(2)
if (name !== '' && !isPart(name)) {
  console.error(`There is no part ${name}. There are: ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}

let failed = 0
for (const [part, [file = '', ...args]] of Object.entries(PARTS)) {
  if (name !== '' && name !== part) continue
  console.log(`\n── ${part} ${'─'.repeat(60)}`)
  const { status } = spawnSync(process.execPath, [join(ROOT, file), ...args, ...rest], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (status !== 0) failed++
}
process.exit(failed > 0 ? 1 : 0)
