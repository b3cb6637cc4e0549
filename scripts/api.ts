/** `npm run api`: writes `docs/api.md` and `docs/openapi.json` from the relay's routes and schemas. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './relay/local-relay.ts'

const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project=worker',
    '--update',
    '--testNamePattern=npm run api',
    'src/routes/api-document.test.ts',
  ],
  { cwd: join(ROOT, 'worker'), stdio: 'inherit' },
)
process.exitCode = status ?? 1
