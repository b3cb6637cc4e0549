/** What a page that wants to know can find out: that IDs are marked and that something of ours stands there. No more. */
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, openPageHarness, type PageHarness, placeOf, readOverlay } from './page-stage.ts'

const ID = 'inq_eJdzggBtipjLoCaEDnsq7UjN'
const SpiedSchema = v.record(v.string(), v.unknown())

let harness: PageHarness
let page: Page

const spy = async () => v.parse(SpiedSchema, await page.evaluate('spy()'))
const overheard = async () => v.parse(v.array(v.string()), await page.evaluate('overheard'))

beforeAll(async () => {
  harness = await openPageHarness()
  page = await harness.open(`hostile.html?extension=${harness.browser.extensionId}`)
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
})
afterAll(() => harness.close())

async function openCard(): Promise<void> {
  const { x, y } = await placeOf(page, ID)
  await page.mouse.move(x - 2, y)
  await page.mouse.move(x, y)
  await eventually(async () => {
    expect((await readOverlay(page))?.card?.isShown).toBe(true)
    expect(await card().locator('p').textContent()).toBe(`Card of ${ID}`)
  })
}

const card = () => {
  const frame = page.frames().find((one) => one.url().startsWith('chrome-extension:'))
  if (!frame) throw new Error('There is no card')
  return frame
}

/** All that there is to see, whatever the state is and whether the card is open. */
const VISIBLE = {
  highlights: ['inquiry-lens'],
  ranges: [ID],
  rangeKinds: ['StaticRange'],
  highlightExtras: [0, 'highlight'],
  hosts: ['<div></div>'],
  shadowRoot: 'null',
  hostText: '',
  frames: [0, 0, 'undefined', 0],
  styleSheets: 1,
  resources: [],
  globals: [],
  popovers: 0,
  find: [],
}

describe('a page', () => {
  it('sees one mark and one empty element, and the same whatever the state is', async () => {
    const drawing = async () => (await readOverlay(page))?.shapes.map((shape) => shape.drawing)
    const known = await drawing()
    const before = await spy()
    expect(before).toMatchObject(VISIBLE)
    await harness.tell({ failing: { code: 'signed-out' } })
    await page.reload()
    await eventually(async () => expect(await drawing()).toHaveLength(1))
    expect(await drawing()).not.toEqual(known)
    const after = await spy()
    await harness.tell({ failing: null })
    await page.reload()
    await eventually(async () => expect(await drawing()).toEqual(known))
    expect({ ...(await spy()), history: 0 }).toEqual({ ...after, history: 0 })
    expect(after.highlightStyle).toEqual(before.highlightStyle)
  })

  it('sees no more while the card is open, however it looks', async () => {
    const before = await spy()
    await openCard()
    const during = await spy()
    expect(during).toMatchObject(VISIBLE)
    expect(during).toEqual(before)
    for (const text of [during.shownText, during.selection, during.html])
      expect(text).not.toMatch(/Card of|Open in the panel/)
  })

  it('hears nothing of what is done in the card', async () => {
    await openCard()
    const button = await card().locator('button').boundingBox()
    await page.evaluate('overheard.length = 0')
    await page.mouse.click((button?.x ?? 0) + 5, (button?.y ?? 0) + 5)
    await page.keyboard.type('a secret')
    await page.keyboard.press('Control+c')
    const heard = await overheard()
    // That the focus has gone into our element is all.
    expect(
      heard.filter((line) => !/^focus(in|out) on (div|body|button|window|#document)$/.test(line)),
    ).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.outerHTML)).toBe('<div></div>')
    await page.keyboard.press('Escape')
    await eventually(async () => expect((await readOverlay(page))?.card?.isShown).toBe(false))
    expect((await overheard()).filter((line) => line.startsWith('key'))).toEqual([])
  })

  it('can make up neither the pointer that opens the card nor the key that closes it', async () => {
    await page.mouse.move(1270, 790)
    await eventually(async () => expect((await readOverlay(page))?.card?.isShown).toBe(false))
    await harness.tell({})
    const { x, y } = await placeOf(page, ID)
    await page.evaluate(
      ([clientX, clientY]) =>
        document.body.dispatchEvent(
          new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse', clientX, clientY }),
        ),
      [x, y] as const,
    )
    await page.waitForTimeout(500)
    expect((await readOverlay(page))?.card?.isShown).toBe(false)
    await openCard()
    await page.evaluate(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key: 'Escape' })),
    )
    await page.waitForTimeout(300)
    expect((await readOverlay(page))?.card?.isShown).toBe(true)
  })

  it('hears nothing of our coming, our scripts and what they call', async () => {
    await page.reload()
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
    await openCard()
    const heard = (await overheard()).filter((line) => !/^(load on|selectionchange|focus)/.test(line))
    expect(heard).toEqual([])
  })

  it('finds no file of ours by its address', async () => {
    expect(await page.evaluate('probe()')).toEqual([])
  })

  it('gets nothing out of a card that it frames itself', async () => {
    await harness.tell({})
    // Even with the passing address, which only our own script and the browser know.
    const passing = v.parse(v.string(), await harness.inOurWorld(page, `chrome.runtime.getURL('card.html')`))
    for (const address of [
      `chrome-extension://${harness.browser.extensionId}/card.html#guess`,
      `${passing}#guess`,
    ]) {
      await page.evaluate('overheard.length = 0')
      await page.evaluate(`frameCard(${JSON.stringify(address)}, { cardToken: 'guess' })`)
      expect((await overheard()).filter((line) => line.startsWith('card said'))).toEqual([])
    }
    const framed = page.frames().filter((frame) => frame.url().endsWith('#guess'))
    for (const frame of framed) expect(await frame.locator('p').textContent()).toBe('')
    // The background was asked, and knew no such card token.
    expect(await harness.asked('card:join')).toEqual([{ cardToken: 'guess' }])
  })

  it('can neither hold on to our mark nor move it to another text', async () => {
    await page.reload()
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
    await page.evaluate(() => {
      const other = document.querySelector('button')?.firstChild
      if (!other) throw new Error('There is no other text')
      const highlight = CSS.highlights.get('inquiry-lens')
      highlight?.add(
        new StaticRange({ startContainer: other, startOffset: 0, endContainer: other, endOffset: 9 }),
      )
    })
    const box = await page.locator('button').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 8, (box?.y ?? 0) + 8)
    await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 8)
    await page.waitForTimeout(400)
    expect((await readOverlay(page))?.card?.isShown).toBe(false)
    // What is not ours goes at the next look.
    await eventually(async () => expect((await spy()).ranges).toEqual([ID]))
  })
})

it('an extension that has gone takes its marks along', async () => {
  await harness.background.evaluate('chrome.runtime.reload()').catch(() => {})
  await page.evaluate(() => document.body.append('something else'))
  await eventually(async () => expect(await page.evaluate(() => CSS.highlights.size)).toBe(0))
  expect((await spy()).hosts).toEqual([])
})
