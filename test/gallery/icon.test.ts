/** The toolbar’s icon in each size, against what is drawn now. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawIcon, ICONS, iconFile } from '../harness/draw-icon.ts'
import { shareGallery } from './built-gallery.ts'

let page: Page

beforeAll(async () => {
  page = await (await shareGallery()).openWindow()
})
afterAll(() => page.close())

describe('the toolbar’s icon', () => {
  it.each(ICONS)('of $side px is what is drawn', async (icon) => {
    const kept = await readFile(iconFile(icon.side), 'base64')
    expect(
      await page.evaluate(findDifference, [
        await drawIcon(page, icon),
        `data:image/png;base64,${kept}`,
      ] as const),
    ).toBeLessThan(0.01)
  })
})

/** How far two pictures are apart, 0 to 1: another Chromium may round an edge a little differently. */
async function findDifference(addresses: readonly [string, string]): Promise<number> {
  const [one, other] = await Promise.all(
    addresses.map(async (src) => {
      const image = Object.assign(new Image(), { src })
      await image.decode()
      const { naturalWidth: width, naturalHeight: height } = image
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0)
      return [...(context?.getImageData(0, 0, width, height).data ?? [])]
    }),
  )
  if (!one || !other || one.length !== other.length || one.length === 0) return 1
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length / 255
}
