/**
 * A Chromium under an administrator's policy. It reads policies from one folder of the whole machine; so it is started in a
 * mount namespace of its own, where that folder is ours. Nothing of the machine changes, no other browser sees the policy,
 * and it is gone with the process.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Debian's Chromium looks. */
const FOLDER = '/etc/chromium'

const LONG_AGO = new Date(0)

export interface Policy {
  /** To be started in the browser's place. */
  executable: string
  /** Takes effect at once while the browser runs. */
  set(policies: object): Promise<void>
  remove(): Promise<void>
}

export async function createPolicy(chromium: string): Promise<Policy> {
  const unshare = ['unshare', '--mount', '--propagation', 'private', ...asAnotherAgent()]
  if (!existsSync(FOLDER) || spawnSync('unshare', [...unshare.slice(1), 'true']).status !== 0) {
    throw new Error(
      `A policy can’t be tried here: it takes ${FOLDER} and the right to make a mount namespace (root, or unprivileged user namespaces).`,
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-policy-'))
  const policy = join(folder, 'etc/policies/managed')
  const executable = join(folder, 'chromium')
  await mkdir(policy, { recursive: true })
  const set = async (policies: object): Promise<void> => {
    const draft = join(folder, 'policy.json')
    await writeFile(draft, JSON.stringify(policies))
    // A file that seems newer than before, Chromium leaves alone for five seconds.
    await utimes(draft, LONG_AGO, LONG_AGO)
    await rename(draft, join(policy, 'policy.json'))
  }
  await set({})
  const mount = `mount --bind '${join(folder, 'etc')}' ${FOLDER} && exec '${chromium}' "$@"`
  await writeFile(executable, `#!/bin/sh\nexec ${unshare.join(' ')} sh -c ${quote(mount)} chromium "$@"\n`)
  await chmod(executable, 0o755)
  return {
    executable,
    set,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Root may mount as it is; others in a user namespace, in which they stay who they are, as Chromium's sandbox wants it. */
const asAnotherAgent = (): string[] => (process.getuid?.() === 0 ? [] : ['--map-current-user', '--keep-caps'])

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
