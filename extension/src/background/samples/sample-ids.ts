/** IDs of things that do not exist, of the form that the providers' have, and plainly fictional in each. */

import { createNumberSource } from './number-source.ts'
import { SAMPLE_MARK } from './sample-mark.ts'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const LENGTH = 24

/** The `number`th of its kind: `inq_DemoData…`. */
export function samplePersonaId(prefix: string, number: number): string {
  const { between } = createNumberSource(number * 7919 + prefix.length * 104_729)
  const rest = Array.from({ length: LENGTH - SAMPLE_MARK.length }, () =>
    ALPHABET.charAt(between(0, ALPHABET.length - 1)),
  )
  return `${prefix}_${SAMPLE_MARK}${rest.join('')}`
}

/** A session's at deepidv. There are no words in a UUID, so that a façade has to do. */
export const sampleUuid = (number: number): string =>
  `facade00-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
