/** The language that the agent last wrote a reply in, which the next one begins in where nothing says better. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { replyLanguage } from '../../../platform/stored.ts'

export interface ReplyLanguage {
  /** A tag; `null`: none was chosen yet, `undefined`: that is not read yet. */
  last: ReadonlySignal<string | null | undefined>
  choose(language: string): void
}

export type ReplyLanguageStore = Pick<typeof replyLanguage, 'get' | 'set'>

export function keepReplyLanguage(stored: ReplyLanguageStore): ReplyLanguage {
  const last = signal<string | null | undefined>(undefined)
  void stored.get().then((language) => {
    // A choice that was made meanwhile is the newer one.
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
