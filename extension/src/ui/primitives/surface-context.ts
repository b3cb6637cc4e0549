/** The context that every component on a surface can use. */

import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { commonWords } from '../../locales/surface.ts'
import type { Failure, Result } from '../../messages/failure.ts'
import type { InsertOutcome } from '../../page/background-port.ts'
import type { Policy } from '../../platform/policy.ts'
import type { ReplyLanguage } from '../state/session/settings.ts'

export interface Copy {
  text: string
  /** Rich text, for editors that accept it. */
  html?: string
  /** What the audit log records; absent for IDs and links. */
  copied?: Copied
}

/** `none`: no longer shown. `refused`: by the browser. */
export type CopyOutcome = 'copied' | 'none' | 'refused' | Failure

/** Inserts a reply into the page's editor, which the relay records first. */
export interface Inserting {
  isPossible: ReadonlySignal<boolean>
  insert(reply: Pick<Copied, 'ids'> & { text: string }): Promise<Result<InsertOutcome>>
}

export interface Surface {
  /** Milliseconds since the epoch, updated by a clock. */
  now: ReadonlySignal<number>
  isSample: ReadonlySignal<boolean>
  areKeysOn: ReadonlySignal<boolean>
  policy: ReadonlySignal<Policy>
  /** Records first. A repeated call while one is under way joins it. */
  copy(copy: Copy): Promise<CopyOutcome>
  /** Absent on surfaces without a page. */
  inserting?: Inserting | undefined
  replyLanguage: ReplyLanguage
  /** The browser's, in order of preference. */
  languages: readonly string[]
  openOptions(): void
  /** Announces politely to screen readers. */
  announce(text: string): void
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

export interface KeyHint {
  'aria-keyshortcuts'?: string
  title?: string
}

/** Attributes for a control that a single key presses; `title` for controls without visible text. */
export function useKey(key: string | undefined, title?: string): KeyHint {
  const { areKeysOn } = useSurface()
  if (key === undefined || !areKeysOn.value) return title === undefined ? {} : { title }
  return { 'aria-keyshortcuts': key, title: title === undefined ? commonWords.key(key) : `${title} (${key})` }
}
