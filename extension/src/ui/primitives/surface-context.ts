/** What every component on a surface may use without being handed it. */
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Failure } from '../../messages/failure.ts'
import type { Policy } from '../../platform/policy.ts'
import type { ReplyLanguage } from '../state/session/settings.ts'

export interface Copy {
  text: string
  /** The same with its looks, for an editor that takes them. */
  html?: string
  /** What it says about whom; absent for an ID or a link, which say nothing. */
  taken?: Copied
}

/** `none`: it is shown no longer. `refused`: by the browser. */
export type CopyOutcome = 'copied' | 'none' | 'refused' | Failure

export interface Surface {
  /** Milliseconds since the epoch, ticking. */
  now: ReadonlySignal<number>
  /** What is shown is fictional. */
  isSample: ReadonlySignal<boolean>
  /** Single keys do something here. */
  areKeysOn: ReadonlySignal<boolean>
  /** What the administrator has set. */
  policy: ReadonlySignal<Policy>
  /** Recorded first. The same again while it is under way is the same copy. */
  copy(copy: Copy): Promise<CopyOutcome>
  /** What the agent wrote to customers in, last. */
  replyLanguage: ReplyLanguage
  /** The browser's, the most wanted first. */
  languages: readonly string[]
  openOptions(): void
  /** Says it to those who cannot see it, once and politely. */
  announce(text: string): void
  /** Whether there is an admin page for whoever is signed in. */
  mayAdmin: ReadonlySignal<boolean>
  openAdmin(): void
}

const SurfaceContext = createContext<Surface | undefined>(undefined)

export const SurfaceProvider = SurfaceContext.Provider

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext)
  if (!surface) throw new Error('A component stands outside its surface')
  return surface
}
