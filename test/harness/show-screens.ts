/** What there was to see when a test failed: where it cannot be tried again, that is all there is to go by. */
import { afterEach } from 'vitest'
import { keepChromium, readScreens, takePictures } from './browser.ts'
import { readRelayLogs } from './test-relay.ts'

const MAX_LOG_LINES = 60

keepChromium()

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const screen of await readScreens()) console.error(screen)
  const name = `${task.file.name} ${task.name}`.replace(/[^a-z0-9]+/gi, '-').slice(0, 120)
  for (const picture of await takePictures(name)) console.error(`Picture: ${picture}`)
  for (const log of readRelayLogs()) {
    console.error(`The relay’s log:\n${log.split('\n').slice(-MAX_LOG_LINES).join('\n')}`)
  }
})
