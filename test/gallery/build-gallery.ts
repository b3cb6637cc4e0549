/** Before the first test of views: the gallery is built, once. */
import { rm } from 'node:fs/promises'
import { buildForRun, buildOnce } from '../harness/build-once.ts'

export const setup = (): Promise<void> => buildForRun('gallery')

export const teardown = async (): Promise<void> =>
  rm(await buildOnce('gallery'), { recursive: true, force: true })
