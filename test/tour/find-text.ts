import type { Page } from 'playwright-core'

/** Where a text stands on the page, near its beginning: in the middle of a long one the line may break. */
export async function findText(page: Page, text: string): Promise<{ x: number; y: number }> {
  const place = await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.nodeValue?.indexOf(wanted) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      const { x, y, width, height } = range.getBoundingClientRect()
      return { x: x + width / 4, y: y + height / 2 }
    }
    return undefined
  }, text)
  if (!place) throw new Error(`There is no ${text} on the page`)
  return place
}
