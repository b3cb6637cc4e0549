/** Before the first test of views: the gallery is built, and a Chromium launched, once. */
import { rm } from 'node:fs/promises'
import { buildForRun, buildOnce } from '../harness/build-once.ts'
import { launchForRun } from './built-gallery.ts'

let endBrowser: () => Promise<void>

export async function setup(): Promise<void> {
  await buildForRun('gallery')
  endBrowser = await launchForRun()
}

export async function teardown(): Promise<void> {
  await endBrowser()
  await rm(await buildOnce('gallery'), { recursive: true, force: true })
}
