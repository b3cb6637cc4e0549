import type { Page } from 'playwright-core'

/**
 * From a page of ours: after this, what a surface shows at first is an answer of the relay's. Over what the browser
 * remembers, the answer may be on its way still when a test moves the clock or lets something happen.
 */
export async function forgetAnswers(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const keys = Object.keys(await chrome.storage.session.get())
    await chrome.storage.session.remove(keys.filter((key) => /^(list|case):/.test(key)))
  })
}
