/** Before the first browser test: everything that they load is built, once. */
import { rm } from 'node:fs/promises'
import { PICTURES } from './browser.ts'
import { buildForRun } from './build-once.ts'

export const setup = async (): Promise<void> => {
  await rm(PICTURES, { recursive: true, force: true })
  await Promise.all((['extension', 'relay', 'clocked-relay'] as const).map(buildForRun))
}
