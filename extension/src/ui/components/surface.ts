/** What every component on a surface may use without being handed it. */
import type { Taken } from '@inquiry-lens/shared/record-api.ts'
import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Result } from '../../failure.ts'
import type { Managed } from '../../managed.ts'
import type { ReplyLanguage } from '../state/reply-language.ts'

export interface Surface {
  /** Milliseconds since the epoch, ticking. */
  now: ReadonlySignal<number>
  /** What is shown is fictional. */
  isSample: ReadonlySignal<boolean>
  /** Single keys do something here. */
  areKeysOn: ReadonlySignal<boolean>
  /** What the administrator has set. */
  managed: ReadonlySignal<Managed>
  /** `html`: the same with its looks. */
  copyText(text: string, html?: string): Promise<void>
  /** What the agent wrote to customers in, last. */
  replyLanguage: ReplyLanguage
  /** The browser's, the most wanted first. */
  languages: readonly string[]
  /** Ask it before facts about somebody are copied or saved: what fails is not. */
  noteTaken(taken: Taken): Promise<Result<null>>
  openOptions(): void
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
