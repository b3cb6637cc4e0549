/** The side panel as an ordinary tab, opened on what another surface would show there. */
import type { Page } from 'playwright-core'
import type { Harness } from './harness.ts'

/** As narrow as a browser makes it at first. */
export const PANEL_SIZE = { width: 360, height: 760 } as const

export type PanelFocus = { case: string } | { reference: string }

/** A signed-in panel; waits until what `shown` selects is there. */
export async function focusPanel(panel: Page, focus: PanelFocus, shown = '.case-body'): Promise<void> {
  await panel.locator('.source-bar').first().waitFor()
  await panel.evaluate(async (wanted) => {
    const tab = await chrome.tabs.getCurrent()
    await chrome.storage.session.set({
      [`panelRequest:t${tab?.id}`]: { focus: wanted, madeAt: Date.now() },
    })
  }, focus)
  await panel.locator(shown).first().waitFor()
}

export async function openPanelAt(
  { browser }: Pick<Harness, 'browser'>,
  focus: PanelFocus,
  shown?: string,
): Promise<Page> {
  const panel = await browser.openTab('sidepanel.html', PANEL_SIZE)
  await focusPanel(panel, focus, shown)
  return panel
}

/** What is pasted into the box opens its case. */
export async function findCase(panel: Page, text: string): Promise<void> {
  await panel.getByLabel('Find a case by an ID').fill(text)
  await panel.keyboard.press('Enter')
  await panel.locator('.case-body').waitFor()
}

/** From an inquiry’s case to its rows alone. */
export async function showItsRows(panel: Page): Promise<void> {
  await panel.getByRole('button', { name: /^Only this inquiry/ }).click()
  await panel.getByRole('list', { name: 'Filters' }).getByText('Inquiry inq_').waitFor()
}
