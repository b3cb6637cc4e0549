/** axe over a page, or over the card in its frame (WCAG 2.2 AA): what it finds, with the element that it finds it at. */
import { readFile } from 'node:fs/promises'
import type { Frame, Page } from 'playwright-core'
import { AXE_FILE } from './build-once.ts'

declare global {
  /** In the page, once evaluated there. */
  var axe: typeof import('axe-core')
}

const AXE = await readFile(AXE_FILE, 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** `skipped`: rules that something else goes by. */
export async function findViolations(page: Page | Frame, skipped: readonly string[] = []): Promise<string[]> {
  // A script element would be refused by the pages' own policy; evaluating is not.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  return page.evaluate(
    async ({ tags, off }) => {
      const { violations } = await axe.run({
        runOnly: tags,
        rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
        resultTypes: ['violations'],
        selectors: false,
        // Style sheets of other origins and media, which our pages don't have.
        preload: false,
      })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      )
    },
    { tags: TAGS, off: skipped },
  )
}
