/** `npm run icons`: redraws the pictures of toolbar and store after a change of the drawing. */
import { Buffer } from 'node:buffer'
import { writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { findChromium } from './browser.ts'
import { drawIcon, ICONS, iconFile } from './draw-icon.ts'

const browser = await chromium.launch({
  executablePath: findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  const page = await browser.newPage()
  for (const icon of ICONS) {
    const [, data = ''] = (await drawIcon(page, icon)).split(',')
    await writeFile(iconFile(icon.side), Buffer.from(data, 'base64'))
    console.log(`${icon.side} × ${icon.side}`)
  }
} finally {
  await browser.close()
}
