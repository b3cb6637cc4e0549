/** The bootstrap tokens of relays that run on this machine, where the project's other commands find them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'

const FOLDER = join(import.meta.dirname, '../.wrangler/shared')

/** `keeper`: the process that removes the file when the relay ends. */
const SharedTokenSchema = v.object({ url: v.string(), keeper: v.number(), bootstrapToken: v.string() })
export type SharedToken = v.InferOutput<typeof SharedTokenSchema>

export const fileOfSharedToken = (port: number | string): string => join(FOLDER, `${port}.json`)

export function writeSharedToken(shared: SharedToken): void {
  const file = fileOfSharedToken(new URL(shared.url).port)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(shared, null, 2), { mode: 0o600 })
}

/** Finds none for another host, and none for another process that has the port now. */
export function findSharedToken(relay: URL): SharedToken | undefined {
  try {
    const shared = v.parse(SharedTokenSchema, JSON.parse(readFileSync(fileOfSharedToken(relay.port), 'utf8')))
    const addresses = [shared.url, shared.url.replace('127.0.0.1', 'localhost')]
    return addresses.includes(relay.origin) && isRunning(shared.keeper) ? shared : undefined
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
