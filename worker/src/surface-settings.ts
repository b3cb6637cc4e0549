/** What an admin decides for every surface at once, handed on by `/v1/config`. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import { MEANINGS } from '@inquiry-lens/shared/status.ts'
import * as v from 'valibot'
import { OptionalText, words } from './binding-schemas.ts'

export type SurfaceSettings = Pick<Config, 'wordsNearUuid' | 'sitesOff' | 'replies'>

const MOST_WORDS = 20
const MOST_SITES = 200

const isMeaning = (text: string): boolean => Object.hasOwn(MEANINGS, text)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const SURFACE_BINDINGS = {
  WORDS_NEAR_UUID: v.pipe(
    OptionalText,
    v.transform(words),
    v.maxLength(MOST_WORDS, `takes at most ${MOST_WORDS} words`),
    v.array(
      v.pipe(v.string(), v.regex(/^[\p{L}\p{N}_-]{2,40}$/u, 'must be words of 2 to 40 letters, each alone')),
    ),
  ),
  SITES_OFF: v.pipe(
    OptionalText,
    v.transform((text) => words(text.toLowerCase())),
    v.maxLength(MOST_SITES, `takes at most ${MOST_SITES} sites`),
    v.array(
      v.pipe(
        v.string(),
        v.regex(
          /^(?:\*|(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?)$/,
          'must name hosts, *.hosts, or * for all there are',
        ),
      ),
    ),
  ),
  REPLIES: v.pipe(
    OptionalText,
    v.transform((text) => (text === '' ? {} : parseJson(text))),
    v.record(
      v.pipe(v.string(), v.check(isMeaning, `may only have entries for ${Object.keys(MEANINGS).join(', ')}`)),
      v.pipe(v.string(), v.minLength(1), v.maxLength(2_000)),
      'must be a JSON object of texts, such as {"expired": "…"}',
    ),
  ),
}
