/** Reveals, and how the audit log shows them. */
import type { Page } from 'playwright-core'
import { type Harness, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { focusPanel } from '../harness/open-panel.ts'
import { compareOpenings } from './openings.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

const LONG_NAME = 'wilhelmina.featherstonehaugh-cholmondeley@customer-support.example.com'
const WIDE = { width: 1000, height: 900 }
const FILTERED = { width: 360, height: 800 }

export async function walkDisclosures(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openHarness({ headless: true, configured: ['persona', 'deepidv'] })
  try {
    const options = await pairInOptions(harness, 'ines@example.com', undefined, 'investigator')
    await walkReveal(harness, step, picture)
    await options.bringToFront()
    await signOutInOptions(options)
    await options.getByRole('button', { name: 'Connect' }).waitFor()
    await harness.admin.add(LONG_NAME, 'agent')
    await pairInOptions(harness, 'otto@example.com', options, 'admin')
    await walkAdmin(harness, step, picture)
    await step('disclosures: what was shown is in the audit log, and no more', () =>
      compareOpenings(harness, 'ines@example.com'),
    )
  } finally {
    await harness.close()
  }
}

async function walkReveal(harness: Harness, step: TourStep, picture: TourPicture) {
  const { inquiry } = personaStory(harness, 'three-retries')
  const panel = await harness.browser.openTab('sidepanel.html', FILTERED)
  const box = panel.getByRole('region', { name: 'On request, of the inquiry' })
  await step('reveal: masked, and asked for with a reason', async () => {
    await focusPanel(panel, { case: inquiry })
    await box.getByLabel('Note').check()
    await box.getByLabel('Why?').fill('Customer says that we asked them to send it again')
    await box.scrollIntoViewIfNeeded()
    await picture(panel, 'reveal-asked')
  })
  await step('reveal: shown for a minute', async () => {
    await box.getByRole('button', { name: 'Show for a minute' }).click()
    await box.getByText('Hidden in').waitFor()
    await picture(panel, 'reveal-shown')
  })
  await panel.close()
}

async function walkAdmin({ browser }: Harness, step: TourStep, picture: TourPicture) {
  const page = await browser.openTab('admin.html', WIDE)
  const openSection = (name: string) => page.getByRole('link', { name, exact: true }).click()
  const takeBoth = async (shown: Page, name: string) => {
    await picture(shown, `admin-${name}`)
    await shown.setViewportSize(FILTERED)
    await picture(shown, `admin-${name}-narrow`)
    await shown.setViewportSize(WIDE)
  }
  await step('admin: who may look', async () => {
    await page.getByLabel('Email address').fill('bob@example.com')
    await page.getByLabel('Email address').press('Enter')
    await page.locator('.pairing-code').getByText('bob@example.com').waitFor()
    await page.locator('.agent', { hasText: LONG_NAME }).waitFor()
    await takeBoth(page, 'agents')
  })
  await step('admin: who saw what', async () => {
    await openSection('Audit log')
    await page.getByLabel('Agent').fill('ines@example.com')
    await page.keyboard.press('Enter')
    await page.getByText('Customer says that we asked them').first().waitFor()
    await takeBoth(page, 'audit')
  })
  await step('admin: what it costs the providers', async () => {
    await openSection('Providers')
    await page.getByText('deepidv').first().waitFor()
    await takeBoth(page, 'providers')
  })
}
