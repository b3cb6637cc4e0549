/** The toolbar's and the store's pictures, drawn from the one that is written by hand. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ROOT } from './build-once.ts'

/** Side, and the clear border that the store asks for around its own. */
export const ICONS = [
  { side: 16, border: 0 },
  { side: 32, border: 0 },
  { side: 48, border: 0 },
  { side: 128, border: 16 },
] as const

export const iconFile = (side: number): string => join(ROOT, `extension/src/public/icon/${side}.png`)

const readDrawing = () => readFile(join(ROOT, 'extension/src/public/icon/icon.svg'), 'base64')

/** As the address of a picture, in a page of any site. */
export async function drawIcon(page: Page, { side, border }: (typeof ICONS)[number]): Promise<string> {
  const address = `data:image/svg+xml;base64,${await readDrawing()}`
  return page.evaluate(
    async ({ address, side, border }) => {
      const image = new Image(side, side)
      image.src = address
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
      canvas.getContext('2d')?.drawImage(image, border, border, side - 2 * border, side - 2 * border)
      return canvas.toDataURL('image/png')
    },
    { address, side, border },
  )
}
