/** Opens a window's panel on a focus; in a tab of its own where that window can have no side panel. */

import { recognise } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { PanelFocus } from '../../messages/messages.ts'
import { readByPrefix, removeKeys } from '../../platform/background-storage.ts'
import type { PanelKey } from '../../platform/side-panel.ts'
import { type IdPattern, PANEL_REQUEST_MS, PANEL_REQUEST_PREFIX, panelRequest } from '../../stored.ts'
import { customerPatternsOf } from '../queries/customers.ts'
import { localFailure } from '../relay/failures.ts'

/** Enough for any ID with its surroundings. */
const MAX_TEXT = 200

/** The focus of a text that was selected or typed. */
export async function findFocus(
  text: string,
  readIdPatterns: () => Promise<readonly IdPattern[]>,
): Promise<PanelFocus> {
  const [found] = recognise(text).ids
  const [own] = found ? [] : customerPatternsOf(text, await readIdPatterns())
  return own ? { reference: own.reference } : { case: found?.id ?? text.trim().slice(0, MAX_TEXT) }
}

/** A side panel answers within this time after it was opened, on a busy machine too. */
const ANSWERS_WITHIN_MS = 5_000
/** A window without tabs probably has none. */
const ANSWERS_SOON_MS = 500
const CALL_EACH_MS = 50

export interface SidePanels {
  /** Call it with the browser's own opening, in the gesture, before the first `await`; then call `show`. */
  begin(windowId: number, opening: Promise<void>): void
  show(windowId: number | undefined, focus: PanelFocus | undefined): Promise<Result<null>>
  /** Removes requests that no panel took in time, also from before the background was restarted. */
  forgetOld(): Promise<void>
  forgetAll(): Promise<void>
}

export function createSidePanels({
  hasTabs,
  hasSidePanel,
  openPanelTab,
  wait,
  now,
}: {
  hasTabs: (windowId: number) => Promise<boolean>
  /** Whether this window shows a side panel now. */
  hasSidePanel: (windowId: number) => Promise<boolean>
  /** Resolves to the new tab's ID. */
  openPanelTab: () => Promise<number | undefined>
  wait: (ms: number) => Promise<void>
  now: () => number
}): SidePanels {
  const opened = new Map<number, Promise<boolean>>()

  async function store(panel: PanelKey, focus: PanelFocus | undefined): Promise<void> {
    if (!focus) return
    await panelRequest(panel).set({ focus, madeAt: now() })
    void wait(PANEL_REQUEST_MS).then(forgetOld)
  }

  async function forget(isGone: (madeAt: unknown) => boolean): Promise<void> {
    const stored = await readByPrefix('session', PANEL_REQUEST_PREFIX)
    const gone = [...stored].filter(
      ([, request]) =>
        !(typeof request === 'object' && request !== null && 'madeAt' in request) || isGone(request.madeAt),
    )
    await removeKeys(
      'session',
      gone.map(([key]) => key),
    )
  }

  const forgetOld = () => forget((madeAt) => Number(madeAt) + PANEL_REQUEST_MS <= now())

  async function isOpen(windowId: number): Promise<boolean> {
    const isRefused = (await opened.get(windowId)) === false
    const timeout = (await hasTabs(windowId)) ? ANSWERS_WITHIN_MS : ANSWERS_SOON_MS
    // The browser also refuses to open a panel that is open already, so one is looked for in any case.
    const end = isRefused ? 0 : now() + timeout
    for (;;) {
      if (await hasSidePanel(windowId)) return true
      if (now() >= end) return false
      await wait(CALL_EACH_MS)
    }
  }

  return {
    begin(windowId, opening) {
      opened.set(
        windowId,
        opening.then(
          () => true,
          () => false,
        ),
      )
    },

    async show(windowId, focus) {
      if (windowId !== undefined) {
        // Before the panel is looked for: an open one may show it at once.
        await store(`w${windowId}`, focus)
        const isAlreadyOpen = await isOpen(windowId)
        opened.delete(windowId)
        if (isAlreadyOpen) return ok(null)
        await panelRequest(`w${windowId}`).remove()
      }
      try {
        const tabId = await openPanelTab()
        if (tabId !== undefined) await store(`t${tabId}`, focus)
        return ok(null)
      } catch {
        return err(localFailure('panel-closed'))
      }
    },

    forgetOld,
    forgetAll: () => forget(() => true),
  }
}
