/** The page in front of the panel's window: whether the open case is on it, and which IDs are. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { PageView } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import { effectUntil, runAfter } from '../resource/resource.ts'

export interface FrontPageParts {
  request: SendRequest
  /** Reports the tab in front of this window now, and after each change of the tab or its page. */
  watchFrontTab(onTab: (tabId: number) => void, abort: AbortSignal): void
  caseId: ReadonlySignal<string | undefined>
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

/** A help desk changes tickets within one page. */
const LOOK_EVERY_MS = 2_000

export type FrontPage = PageView & { tabId: number }

/** `undefined`: unknown, as on a page that may not be read. */
export function followFrontPage(parts: FrontPageParts): ReadonlySignal<FrontPage | undefined> {
  const { request, watchFrontTab, caseId, visible, abort } = parts
  const page = signal<FrontPage | undefined>(undefined)
  const tabId = signal<number | undefined>(undefined)
  const looks = signal(0)

  watchFrontTab((id) => {
    if (tabId.peek() !== id) page.value = undefined
    tabId.value = id
    looks.value++
  }, abort)

  effectUntil(abort, () => {
    const id = tabId.value
    void looks.value
    if (id === undefined || caseId.value === undefined || !visible.value) return
    const current = new AbortController()
    const mine = AbortSignal.any([current.signal, abort])
    void request('app:page.look', { tabId: id }, mine).then((reply) => {
      if (mine.aborted) return
      runAfter(LOOK_EVERY_MS, () => looks.value++, mine)
      page.value = reply.ok && reply.value.site === 'granted' ? { ...reply.value, tabId: id } : undefined
    })
    return () => current.abort()
  })
  return page
}
