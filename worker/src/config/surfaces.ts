/** What an admin decides for every surface at once, handed on by `/v1/config`. */
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import * as v from 'valibot'
import { OptionalText, words } from './binding-schemas.ts'
import { RepliesBinding } from './replies.ts'

export type SurfaceSettings = Pick<Config, 'wordsNearUuid' | 'sitesOff' | 'replies' | 'replyLanguages'>

const MAX_WORDS = 20
const MAX_SITES = 200

export const SURFACE_BINDINGS = {
  WORDS_NEAR_UUID: v.pipe(
    OptionalText,
    v.transform(words),
    v.maxLength(MAX_WORDS, `takes at most ${MAX_WORDS} words`),
    v.array(
      v.pipe(v.string(), v.regex(/^[\p{L}\p{N}_-]{2,40}$/u, 'must be words of 2 to 40 letters, each alone')),
    ),
  ),
  SITES_OFF: v.pipe(
    OptionalText,
    v.transform((text) => words(text.toLowerCase())),
    v.maxLength(MAX_SITES, `takes at most ${MAX_SITES} sites`),
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
  REPLIES: RepliesBinding,
  REPLIES_2: RepliesBinding,
  REPLIES_3: RepliesBinding,
  REPLIES_4: RepliesBinding,
}
