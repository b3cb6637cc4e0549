/** Builds the extension as it ships, but for one thing: it may ask relays on this machine without a prompt. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const ROOT = join(import.meta.dirname, '../..')

const MODE = 'loopback'

/** Resolves to the folder that the browser loads. */
export async function buildExtension(): Promise<string> {
  const wxt = join(ROOT, 'extension/node_modules/wxt/bin/wxt.mjs')
  await promisify(execFile)(process.execPath, [wxt, 'build', '--mode', MODE], {
    cwd: join(ROOT, 'extension'),
    env: { ...process.env, NO_COLOR: '1' },
  }).catch(({ stderr }: { stderr?: string }) => {
    throw new Error(`The extension does not build:\n${stderr?.slice(0, 2_000)}`)
  })
  return join(ROOT, `extension/.output/chrome-mv3-${MODE}`)
}
