/** What is deployed: a Worker that grows starts slower. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { buildOnce } from '../harness/build-once.ts'

it('the relay’s bundle is no larger than it was', async () => {
  const bundle = await readFile(join(await buildOnce('relay'), 'index.js'))
  // The design asks for 80 KiB, which it has passed.
  expect(gzipSync(bundle).length).toBeLessThanOrEqual(94 * 1024)
})
