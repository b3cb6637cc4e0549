/** Copies a text after recording it, and follows the policy that may forbid it. The popup loads this after its first paint. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { type Policy, readManagedPolicy, watchManagedPolicy } from '../../platform/policy.ts'
import type { Copy, CopyOutcome } from '../primitives/surface-context.ts'
import { followPolicy } from '../state/session/settings.ts'
import type { SurfaceDeps } from './surface.tsx'

export interface Copying {
  policy: ReadonlySignal<Policy>
  /** How many copies were made. */
  copies: ReadonlySignal<number>
  /** `isStillShown` is checked before the copy is recorded, and again before it is made. */
  copy(copy: Copy, isStillShown?: () => Promise<boolean>): Promise<CopyOutcome>
}

export function createCopying({
  view,
  recordCopy,
  abort,
}: Pick<SurfaceDeps, 'view' | 'recordCopy' | 'abort'>): Copying {
  const store = { readManaged: readManagedPolicy, watchManaged: watchManagedPolicy }
  const policy = followPolicy(store, abort)
  const copies = signal(0)
  const copying = new Map<string, Promise<CopyOutcome>>()
  /** The last request wins: the clipboard holds one text. */
  let newest = ''

  async function copyOnce(
    { text, html, copied }: Copy,
    key: string,
    isStillShown = async () => true,
  ): Promise<CopyOutcome> {
    if (copied) {
      if (!(await isStillShown())) return 'none'
      const noted = await recordCopy(copied)
      if (!noted.ok) return noted.error
      // A newer copy reports its own result.
      if (newest !== key || !(await isStillShown())) return 'none'
    }
    try {
      await copyText(view, text, html)
    } catch {
      return 'refused'
    }
    copies.value++
    return 'copied'
  }

  const copy: Copying['copy'] = (wanted, isStillShown) => {
    const key = JSON.stringify([wanted.copied, wanted.text])
    newest = key
    const running = copying.get(key) ?? copyOnce(wanted, key, isStillShown).finally(() => copying.delete(key))
    copying.set(key, running)
    return running
  }

  return { policy, copies, copy }
}

/** A page's permissions policy can block its frames' clipboard; then the text goes into the browser's own copy event. */
async function copyText(
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
