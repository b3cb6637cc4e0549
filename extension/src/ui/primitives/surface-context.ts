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

export interface KeyHint {
  'aria-keyshortcuts'?: string
  title?: string
}

/** `title`: what it is called, where it says no more than an icon or may be told its key by hovering. */
export function useKey(key: string | undefined, title?: string): KeyHint {
  const { areKeysOn } = useSurface()
  if (key === undefined || !areKeysOn.value) return title === undefined ? {} : { title }
  return { 'aria-keyshortcuts': key, title: title === undefined ? `Key: ${key}` : `${title} (${key})` }
}

/**
 * Copies a text, with the same as HTML beside it where there is any. The clipboard of a frame in a web page is in the page's
 * hands (its permissions policy can take it away), but a copy that a person asked for is not: there, we answer the browser's
 * own copy event.
 */
export async function copyText(
  { navigator, document }: Pick<Window, 'navigator' | 'document'>,
  text: string,
  html?: string,
): Promise<void> {
  try {
    await (html === undefined
      ? navigator.clipboard.writeText(text)
      : navigator.clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })]))
  } catch (error) {
    if (!copyByCommand(document, text, html)) throw error
  }
}

function copyByCommand(document: Document, text: string, html: string | undefined): boolean {
  let isAnswered = false
  const answer = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
    if (html !== undefined) event.clipboardData?.setData('text/html', html)
    isAnswered = true
  }
  document.addEventListener('copy', answer)
  document.execCommand('copy')
  document.removeEventListener('copy', answer)
  return isAnswered
}
