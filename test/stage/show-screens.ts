/** What stood on the screen when a test failed: where it cannot be tried again, that is all there is to go by. */
import { afterEach } from 'vitest'
import { readScreens } from './browser.ts'

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const screen of await readScreens()) console.error(screen)
})
