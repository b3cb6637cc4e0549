/** The page in front of the panel's window: whether the open case is on it, and which IDs are. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { PageView } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import { runAfter } from '../resource/timer.ts'

export interface FrontPageParts {
  request: SendRequest
  /** Calls with the tab in front of this window, at once and whenever that is another one or has another page. */
  watchFrontTab(onTab: (tabId: number) => void, abort: AbortSignal): void
  caseId: ReadonlySignal<string | undefined>
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

/** A help desk changes tickets within one page. */
const LOOK_EACH_MS = 2_000

/** `undefined`: not known, as on a page that may not be read. */
export function followFrontPage(parts: FrontPageParts): ReadonlySignal<PageView | undefined> {
  const { request, watchFrontTab, caseId, visible, abort: ended } = parts
  const page = signal<PageView | undefined>(undefined)
  const tabId = signal<number | undefined>(undefined)
  /** A number of its own for each time that the tab was named. */
  const turn = signal(0)

  watchFrontTab((id) => {
    tabId.value = id
    turn.value++
  }, ended)

  const stop = effect(() => {
    const id = tabId.value
    void turn.value
    if (id === undefined || caseId.value === undefined || !visible.value) return
    const flight = new AbortController()
    void request('app:page.look', { tabId: id }, AbortSignal.any([flight.signal, ended])).then((reply) => {
      if (flight.signal.aborted || ended.aborted) return
      runAfter(LOOK_EACH_MS, () => turn.value++, AbortSignal.any([flight.signal, ended]))
      page.value = reply.ok && reply.value.site === 'granted' ? reply.value : undefined
    })
    return () => flight.abort()
  })
  ended.addEventListener('abort', stop, { once: true })
  return page
}
