/** Opens the side panel on a case, from wherever somebody asked for it. */
import { recognise } from '@inquiry-lens/shared/object-id.ts'
import { fail, type Result, succeed } from '../failure.ts'
import type { Subject } from '../page/port.ts'
import { type IdPattern, panelFocus } from '../stored.ts'
import { findReferences } from './id-patterns.ts'
import { localFailure } from './local-failure.ts'

/** Enough for any ID with what stands around it; the panel says what it makes of the rest. */
const LONGEST_TEXT = 200

/** The panel follows it, whether it is open already or about to be. */
export const createFocusPanel =
  (readIdPatterns: () => Promise<readonly IdPattern[]>) =>
  async (text: string): Promise<void> => {
    const [found] = recognise(text).ids
    const [own] = found ? [] : findReferences(text, await readIdPatterns())
    if (own) await panelFocus.set({ reference: own.reference })
    else await panelFocus.set({ case: found?.id ?? text.trim().slice(0, LONGEST_TEXT) })
  }

/** On what a mark stands over. */
export async function focusPanelOn({ id, isReference }: Subject): Promise<void> {
  await panelFocus.set(isReference ? { reference: id } : { case: id })
}

/**
 * Call it before the first `await`, see `platform/side-panel.ts`; the result can be waited for later.
 */
export async function openPanel(open: () => Promise<void>): Promise<Result<null>> {
  try {
    await open()
    return succeed(null)
  } catch {
    return fail(localFailure('panel-closed'))
  }
}
