/** The side panel as an ordinary tab, at what another surface would have sent somebody there for. */
import type { Page } from 'playwright-core'
import type { Stage } from './stage.ts'

/** As narrow as a browser makes it at first. */
export const PANEL_SIZE = { width: 360, height: 760 } as const

export type PanelFocus = { case: string } | { reference: string }

/** Of a panel in which somebody is signed in; waits until what `shown` selects is there. */
export async function focusPanel(panel: Page, focus: PanelFocus, shown = '.case-body'): Promise<void> {
  await panel.locator('.source-bar').first().waitFor()
  await panel.evaluate((panelFocus) => chrome.storage.session.set({ panelFocus }), focus)
  await panel.locator(shown).first().waitFor()
}

export async function openPanelAt(
  { browser }: Pick<Stage, 'browser'>,
  focus: PanelFocus,
  shown?: string,
): Promise<Page> {
  const panel = await browser.openTab('sidepanel.html', PANEL_SIZE)
  await focusPanel(panel, focus, shown)
  return panel
}
