/** A first look without a relay: on every surface, and not a request leaves the browser. */
import { launchBrowser } from '../harness/browser.ts'
import { buildOnce } from '../harness/build-once.ts'
import { countRequests } from '../harness/count-requests.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

export async function walkSamples(step: TourStep, picture: TourPicture): Promise<void> {
  const network = await countRequests()
  const browser = await launchBrowser({
    extension: await buildOnce('extension'),
    headless: true,
    proxy: network.url,
  })
  try {
    const page = await browser.openTab('options.html')
    await step('samples: begun in the options', async () => {
      await page.getByRole('button', { name: 'Try it with samples' }).click()
      await page.getByText('All of this is fictional', { exact: false }).waitFor()
      await picture(page, 'samples-options')
    })
    const panel = await step('samples: a case in the side panel', async () => {
      await page.getByRole('button', { name: 'Stuck at a document' }).click()
      const opened = await browser.attach('sidepanel')
      await opened.waitFor('document.querySelector(".timeline")')
      await picture(opened, 'samples-case')
      return opened
    })
    await step('samples: both providers in one list', async () => {
      await panel.press('Escape')
      await panel.waitFor('document.querySelectorAll(".row-provider").length > 5')
      await picture(panel, 'samples-list')
    })
    await step('samples: 360 pixels', async () => {
      const narrow = await browser.openTab('sidepanel.html', { width: 360, height: 800 })
      await narrow.locator('.rows .row').first().waitFor()
      await picture(narrow, 'samples-narrow')
      await narrow.close()
    })
    await step('samples: left without a trace, and nothing asked of any network', async () => {
      await page.bringToFront()
      await page.getByRole('button', { name: 'Leave the samples' }).click()
      await page.getByRole('button', { name: 'Try it with samples' }).waitFor()
      const wanted = network.wanted()
      if (wanted.length > 0) throw new Error(`It asked ${wanted.join(', ')}`)
    })
  } finally {
    await browser.close()
    await network.close()
  }
}
