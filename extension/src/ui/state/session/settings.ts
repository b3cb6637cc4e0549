/** Settings that every surface follows: the administrator's policy, the language of our words and that of replies. */
import {
  currentLanguage,
  type Language,
  onWordsRead,
  pickLanguage,
  setLanguage,
} from '@inquiry-lens/shared/lib/catalogue.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import { NO_POLICY, type Policy } from '../../../platform/policy.ts'
import type { chosenLanguage, replyLanguage } from '../../../stored.ts'
import { followStored } from '../resource/resource.ts'

export interface PolicyStore {
  readManaged(): Promise<Policy>
  watchManaged(listener: (policy: Policy) => void, abort: AbortSignal): void
}

export function followPolicy(
  { readManaged, watchManaged }: PolicyStore,
  abort: AbortSignal,
): ReadonlySignal<Policy> {
  const policy = signal(NO_POLICY)
  const item = { get: readManaged, watch: watchManaged }
  followStored(item, (found = NO_POLICY) => (policy.value = found), abort)
  return policy
}

export type LanguageStore = Pick<typeof chosenLanguage, 'get' | 'set' | 'remove' | 'watch'>

/** The language of our own words. */
export interface OwnLanguage {
  /** `undefined` until its words are there. */
  current: ReadonlySignal<Language | undefined>
  /** `undefined`: the browser's. */
  chosen: ReadonlySignal<Language | undefined>
  choose(language: Language | undefined): void
}

/** `preferred`: the browser's languages. */
export function followLanguage(
  stored: LanguageStore,
  preferred: readonly string[],
  abort: AbortSignal,
): OwnLanguage {
  const current = signal<Language | undefined>(undefined)
  const chosen = signal<Language | undefined>(undefined)
  // A view that shows words is drawn again with them, whether or not its parent passes it something new.
  onWordsRead(() => void current.value)
  followStored(
    stored,
    (found) => {
      chosen.value = found
      const language = found ?? pickLanguage(preferred)
      void setLanguage(language).then(() => {
        if (language === currentLanguage()) current.value = language
      })
    },
    abort,
  )
  const choose = (language: Language | undefined) =>
    void (language === undefined ? stored.remove() : stored.set(language))
  return { current, chosen, choose }
}

export interface ReplyLanguage {
  /** The language tag of the last reply, which the next one begins in; `null`: none yet, `undefined`: not read yet. */
  last: ReadonlySignal<string | null | undefined>
  choose(language: string): void
}

export type ReplyLanguageStore = Pick<typeof replyLanguage, 'get' | 'set'>

export function keepReplyLanguage(stored: ReplyLanguageStore): ReplyLanguage {
  const last = signal<string | null | undefined>(undefined)
  void stored.get().then((language) => {
    // A choice made during the read is newer.
    if (last.peek() === undefined) last.value = language ?? null
  })
  return {
    last,
    choose(language) {
      last.value = language
      void stored.set(language)
    },
  }
}
