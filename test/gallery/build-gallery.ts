/** Before the first test of views: the gallery is built, once. */
import { rm } from 'node:fs/promises'
import { buildForRun, buildOnce } from '../harness/build-once.ts'

export async function setup(): Promise<void> {
  await buildForRun('gallery')
}

export async function teardown(): Promise<void> {
  await rm(await buildOnce('gallery'), { recursive: true, force: true })
}
