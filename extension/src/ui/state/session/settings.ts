/** Settings that every surface follows: the administrator's policy and the language of replies. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { NO_POLICY, type Policy } from '../../../platform/policy.ts'
import type { replyLanguage } from '../../../stored.ts'
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
