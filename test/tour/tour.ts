/**
 * `npm run tour`: what people do with it, on the true surfaces of a real Chromium. Leaves a picture of each step in light
 * and dark under `test/tour/pictures/`, prints how long things took, and ends with 0 only when every step held.
 * `-- samples both` walks only these parts.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { forgetShown, noteShown } from './openings.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'
import { walkAnswer } from './walk-answer.ts'
import { walkBoth } from './walk-both.ts'
import { walkDisclosures } from './walk-disclosures.ts'
import { walkLanguages } from './walk-languages.ts'
import { walkLive } from './walk-live.ts'
import { walkNumbers } from './walk-numbers.ts'
import { walkSamples } from './walk-samples.ts'
import { walkTicket } from './walk-ticket.ts'
import { walkWork } from './walk-work.ts'

const WALKS = {
  answer: walkAnswer,
  ticket: walkTicket,
  live: walkLive,
  samples: walkSamples,
  both: walkBoth,
  work: walkWork,
  numbers: walkNumbers,
  disclosures: walkDisclosures,
  languages: walkLanguages,
}
const PICTURES = join(import.meta.dirname, 'pictures')

let number = 0
const picture: TourPicture = async (surface, name) => {
  await noteShown(surface)
  const label = `${String(++number).padStart(2, '0')}-${name}`
  for (const scheme of ['light', 'dark'] as const) {
    const file = join(PICTURES, `${label}-${scheme}.png`)
    if ('screenshot' in surface) {
      await surface.emulateMedia({ colorScheme: scheme })
      await surface.screenshot({ path: file, animations: 'disabled' })
    } else {
      await surface.setColorScheme(scheme)
      await surface.takePicture(file)
    }
  }
}

let current = 'the beginning'
const step: TourStep = async (name, run) => {
  current = name
  const beganAt = performance.now()
  const value = await run()
  console.log(`  ${String(Math.round(performance.now() - beganAt)).padStart(6)} ms  ${name}`)
  return value
}

const wanted = process.argv.slice(2)
const strange = wanted.filter((part) => !Object.hasOwn(WALKS, part))
if (strange.length > 0) {
  console.error(
    `The tour has no part “${strange.join('”, “')}”. There are: ${Object.keys(WALKS).join(', ')}.`,
  )
  process.exit(2)
}
await rm(PICTURES, { recursive: true, force: true })
await mkdir(PICTURES, { recursive: true })
try {
  for (const [part, walk] of Object.entries(WALKS)) {
    if (wanted.length > 0 && !wanted.includes(part)) continue
    forgetShown()
    await walk(step, picture)
  }
  console.log(`The tour held. Pictures: test/tour/pictures/`)
} catch (error) {
  console.error(`\nThe tour failed at “${current}”:\n${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
