/** What the background asks of our script in a page's frames. */
import * as v from 'valibot'
import type { DisplayMode, PageCommands, PageIdList, Steps } from '../../page/background-port.ts'
import { browser } from '../../platform/browser.ts'

export interface DocumentAddress {
  tabId: number
  documentId: string
}

/** Longer than any answer takes that is still wanted. A frame that hangs must not hold up the others. */
const MAX_WAIT_MS = 2_000

type Reply = { is: 'given'; value: unknown } | { is: 'late' | 'gone' }

async function order<TName extends keyof PageCommands>(
  { tabId, documentId }: DocumentAddress,
  name: TName,
  payload: PageCommands[TName]['payload'],
): Promise<Reply> {
  const limit = AbortSignal.timeout(MAX_WAIT_MS)
  try {
    return await Promise.race([
      chrome.tabs
        .sendMessage<object, unknown>(tabId, { name, payload }, { documentId })
        .then((value): Reply => ({ is: 'given', value })),
      new Promise<Reply>((resolve) => limit.addEventListener('abort', () => resolve({ is: 'late' }))),
    ])
  } catch {
    // The document, or our script in it.
    return { is: 'gone' }
  }
}

async function notifyTab(tabId: number, name: 'to-page:ask-leave' | 'to-page:learn'): Promise<void> {
  await browser.tabs.sendMessage(tabId, { name, payload: null }).catch(() => {})
}

const ListSchema = v.object({ ids: v.array(v.string()), hidden: v.array(v.string()) })

export const pageCommands = {
  /** `gone`: no script of ours runs there any more. `undefined`: it does not say in time. */
  async list(place: DocumentAddress): Promise<PageIdList | 'gone' | undefined> {
    const reply = await order(place, 'to-page:list', null)
    if (reply.is !== 'given') return reply.is === 'gone' ? 'gone' : undefined
    return v.is(ListSchema, reply.value) ? reply.value : undefined
  },

  /** Whether there was a further ID in this frame. */
  async walk(place: DocumentAddress, steps: Steps): Promise<boolean> {
    const reply = await order(place, 'to-page:walk', steps)
    return reply.is === 'given' && reply.value === true
  },

  async apply(place: DocumentAddress, displayMode: DisplayMode): Promise<void> {
    await order(place, 'to-page:settings', displayMode)
  },

  /** In every frame of the tab. */
  async requestAccess(tabId: number): Promise<void> {
    await notifyTab(tabId, 'to-page:ask-leave')
  },

  /** In every frame of the tab. */
  async learn(tabId: number): Promise<void> {
    await notifyTab(tabId, 'to-page:learn')
  },
}

export type PageCommander = typeof pageCommands
