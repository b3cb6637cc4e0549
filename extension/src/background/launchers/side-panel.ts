/** Opens the panel of one window on what was asked for there; a panel in a tab where that window can have none. */

import { recognise } from '@inquiry-lens/shared/domain/object-id.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { PanelFocus } from '../../messages/messages.ts'
import type { PanelKey } from '../../platform/side-panel.ts'
import { readByPrefix, removeKeys } from '../../platform/storage.ts'
import { type IdPattern, PANEL_WISH_MS, PANEL_WISH_PREFIX, panelWish } from '../../stored.ts'
import { customerPatternsOf } from '../queries/customers.ts'
import { localFailure } from '../relay/failures.ts'

/** Enough for any ID with what stands around it; the panel says what it makes of the rest. */
const LONGEST_TEXT = 200

/** Of a text that was selected or typed. */
export async function findFocus(
  text: string,
  readIdPatterns: () => Promise<readonly IdPattern[]>,
): Promise<PanelFocus> {
  const [found] = recognise(text).ids
  const [own] = found ? [] : customerPatternsOf(text, await readIdPatterns())
  return own ? { reference: own.reference } : { case: found?.id ?? text.trim().slice(0, LONGEST_TEXT) }
}

/** A side panel answers this soon after the browser has opened it, on a busy machine. */
const ANSWERS_WITHIN_MS = 5_000
/** In a window without tabs there is none in all likelihood. */
const ANSWERS_SOON_MS = 500
const CALL_EACH_MS = 50

export interface SidePanelsParts {
  hasTabs: (windowId: number) => Promise<boolean>
  /** Whether a side panel stands in this window now. */
  hasSidePanel: (windowId: number) => Promise<boolean>
  /** Resolves to the new tab's ID. */
  openPanelTab: () => Promise<number | undefined>
  wait: (ms: number) => Promise<void>
  now: () => number
}

export interface SidePanels {
  /** Call it with the browser's own opening, in the gesture, before the first `await`; then call `show`. */
  begin(windowId: number, opening: Promise<void>): void
  show(windowId: number | undefined, focus: PanelFocus | undefined): Promise<Result<null>>
  /** Wishes that no panel took in time, those of an earlier life of the background too. */
  forgetOld(): Promise<void>
  forgetAll(): Promise<void>
}

export function createSidePanels({
  hasTabs,
  hasSidePanel,
  openPanelTab,
  wait,
  now,
}: SidePanelsParts): SidePanels {
  const openings = new Map<number, Promise<boolean>>()

  async function wish(panel: PanelKey, focus: PanelFocus | undefined): Promise<void> {
    if (!focus) return
    await panelWish(panel).set({ focus, madeAt: now() })
    void wait(PANEL_WISH_MS).then(forgetOld)
  }

  async function forget(isGone: (madeAt: unknown) => boolean): Promise<void> {
    const held = await readByPrefix('session', PANEL_WISH_PREFIX)
    const gone = [...held].filter(
      ([, wish]) => !(typeof wish === 'object' && wish !== null && 'madeAt' in wish) || isGone(wish.madeAt),
    )
    await removeKeys(
      'session',
      gone.map(([key]) => key),
    )
  }

  const forgetOld = () => forget((madeAt) => Number(madeAt) + PANEL_WISH_MS <= now())

  async function isOpen(windowId: number): Promise<boolean> {
    const isRefused = (await openings.get(windowId)) === false
    const patience = (await hasTabs(windowId)) ? ANSWERS_WITHIN_MS : ANSWERS_SOON_MS
    // The browser also refuses to open what stands there already, so that is asked for once in any case.
    const end = isRefused ? 0 : now() + patience
    for (;;) {
      if (await hasSidePanel(windowId)) return true
      if (now() >= end) return false
      await wait(CALL_EACH_MS)
    }
  }

  return {
    begin(windowId, opening) {
      const opened = opening.then(
        () => true,
        () => false,
      )
      openings.set(windowId, opened)
    },

    async show(windowId, focus) {
      if (windowId !== undefined) {
        // Before it is known whether the panel stands: one that does may show it at once.
        await wish(`w${windowId}`, focus)
        const isThere = await isOpen(windowId)
        openings.delete(windowId)
        if (isThere) return ok(null)
        await panelWish(`w${windowId}`).remove()
      }
      try {
        const tabId = await openPanelTab()
        if (tabId !== undefined) await wish(`t${tabId}`, focus)
        return ok(null)
      } catch {
        return err(localFailure('panel-closed'))
      }
    },

    forgetOld,
    forgetAll: () => forget(() => true),
  }
}
