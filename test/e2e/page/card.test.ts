/** The card as an agent meets it: by the pointer, by the keys, in dialogs, and when things go wrong. */
import type { Frame, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import {
  eventually,
  openPageHarness,
  type PageHarness,
  placeOf,
  readMarked,
  readOverlay,
} from './page-stage.ts'

const REST_MS = 130

let harness: PageHarness
let page: Page

beforeAll(async () => {
  harness = await openPageHarness()
})
afterAll(() => harness.close())
beforeEach(() =>
  harness.tell({ settings: { states: 'in-view' }, failing: null, admits: true, loadsCard: true, stallMs: 0 }),
)

const FIRST = 'inq_eJdzggBtipjLoCaEDnsq7UjN'
const SECOND = 'inq_b6hQhFPQRwR2F8f1HHRDoUYr'

const cardOf = (one: Page): Frame | undefined =>
  one.frames().find((frame) => frame.url().startsWith('chrome-extension:'))
const isShown = async () => (await readOverlay(page))?.card?.isShown ?? false
const expectClosed = () => eventually(async () => expect(await isShown()).toBe(false))
const expectCardOf = (id: string) =>
  eventually(async () => {
    expect(await isShown()).toBe(true)
    expect(await cardOf(page)?.locator('p').textContent()).toBe(`Card of ${id}`)
  })

/** With marks and states on it, and the card ready behind the scenes. */
async function open(name: string): Promise<void> {
  page = await harness.open(name)
  await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(0))
  await prepareCard()
}

/** As soon as the pointer is in the window, the card is made. */
async function prepareCard(): Promise<void> {
  await page.mouse.move(1270, 790)
  await page.mouse.move(1271, 790)
  await eventually(async () => expect(await harness.asked('card:join')).not.toEqual([]))
}

async function pointAt(id: string): Promise<{ x: number; y: number }> {
  const place = await placeOf(page, id)
  await page.mouse.move(place.x - 3, place.y)
  await page.mouse.move(place.x, place.y)
  return place
}

const walk = (to: 'next' | 'previous', enter = false) => harness.order(page, 'to-page:walk', { to, enter })
const openings = () => harness.inOurWorld(page, 'openings')
const activeElement = () => page.evaluate(() => document.activeElement?.outerHTML)

describe('by the pointer', () => {
  it('opens where it rests, and not where it passes', async () => {
    await open('plain.html')
    await harness.inOurWorld(page, 'globalThis.slowness = 10')
    await pointAt(FIRST)
    await page.mouse.move(1000, 700)
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    expect(await openings()).toEqual([{ id: SECOND, isOnPage: true }])
    expect(await activeElement()).toMatch(/^<body/)
  })

  it('opens over every piece of an ID that the page breaks, below all of it', async () => {
    await open('broken-ids.html')
    const id = 'inq_b6hQhFPQRwR2F8f1HHRDoUYr'
    await pointAt('hFPQRw')
    await expectCardOf(id)
    const left = await page.evaluate(() => document.querySelector('mark')?.getBoundingClientRect().left)
    expect(Number.parseFloat((await readOverlay(page))?.card?.transform ?? '')).toBeCloseTo(left ?? 0, 0)
  })

  it('asks once after a sweep over fifty IDs', async () => {
    await harness.tell({ settings: { states: 'on-hover' } })
    page = await harness.open('ticket-list.html')
    await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(50))
    await prepareCard()
    const ids = await page.evaluate(() =>
      [...document.querySelectorAll('td:last-child')].map((cell) => cell.textContent ?? ''),
    )
    const places = await Promise.all(ids.map((id) => placeOf(page, id)))
    // All sent off at once, beside a slow clock: a test that is kept waiting between two moves would rest on an ID.
    await harness.inOurWorld(page, 'globalThis.slowness = 10')
    await Promise.all(places.map(({ x, y }) => page.mouse.move(x, y)))
    await expectCardOf(ids.at(-1) ?? '')
    await eventually(async () => expect(await harness.asked('page:lookup')).toEqual([{ ids: [ids.at(-1)] }]))
    // What was passed would be asked for before what is rested on next.
    await pointAt(ids[0] ?? '')
    await expectCardOf(ids[0] ?? '')
    await eventually(async () =>
      expect(await harness.asked('page:lookup')).toEqual([{ ids: [ids.at(-1)] }, { ids: [ids[0]] }]),
    )
    expect(await harness.asked('card:join')).toHaveLength(1)
  })

  it('stays while the pointer is over it or on the way to it, and closes when it has gone', async () => {
    await open('plain.html')
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    const button = await cardOf(page)?.locator('button').boundingBox()
    if (!button) throw new Error('The card has no button')
    await page.mouse.move(button.x + 5, button.y + 5, { steps: 12 })
    // Longer than a card stays without the pointer.
    await page.waitForTimeout(300)
    expect(await isShown()).toBe(true)
    await page.mouse.move(button.x + 500, button.y + 300, { steps: 4 })
    await expectClosed()
  })

  it.each<[string, (page: Page) => Promise<unknown>]>([
    ['Esc', (at) => at.keyboard.press('Escape')],
    ['a scroll', (at) => at.mouse.wheel(0, 200)],
    ['a navigation within the page', (at) => at.evaluate(() => history.pushState(null, '', '#elsewhere'))],
    ['its ID’s end', (at) => at.evaluate(() => document.querySelector('code')?.remove())],
    [
      'a change of the layout',
      (at) => at.evaluate(() => document.querySelector('h1')?.style.setProperty('margin-top', '90px')),
    ],
  ])('is closed by: %s', async (_, act) => {
    await open('plain.html')
    await page.evaluate(() => document.body.style.setProperty('min-height', '3000px'))
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    await act(page)
    await expectClosed()
  })

  it('stays closed after Esc until the pointer has been elsewhere', async () => {
    await open('plain.html')
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    // A hand on the mouse moves it as Esc is pressed, and after.
    await pointAt(SECOND)
    await page.keyboard.press('Escape')
    await expectClosed()
    await pointAt(SECOND)
    // Longer than a pointer must rest.
    await page.waitForTimeout(400)
    expect(await isShown()).toBe(false)
    await page.mouse.move(1270, 790)
    await page.waitForTimeout(200)
    await pointAt(SECOND)
    await expectCardOf(SECOND)
  })

  it('keeps Esc from the page while it is open, and leaves it to the page when it is not', async () => {
    await open('modal-dialog.html')
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    const isDialogOpen = () => page.evaluate(() => document.querySelector('dialog')?.open)
    await page.keyboard.press('Escape')
    await expectClosed()
    expect(await isDialogOpen()).toBe(true)
    await page.mouse.move(1270, 790)
    await page.keyboard.press('Escape')
    expect(await isDialogOpen()).toBe(false)
  })

  it.each(['inq_7YyhXpoKUU8tM1cP6888mihM', 'inq_m28VTNhdaMSSbKwwcQtG3QQwy2RN'])(
    'opens in a shadow tree, on %s',
    async (id) => {
      await open('shadow-roots.html')
      await pointAt(id)
      await expectCardOf(id)
    },
  )

  it('opens in a frame of the page', async () => {
    page = await harness.open('frames.html')
    await eventually(async () => expect(await harness.asked('page:lookup')).toHaveLength(3))
    const inner = await page.frameLocator('iframe').first().locator('p').boundingBox()
    const [x, y] = [(inner?.x ?? 0) + 80, (inner?.y ?? 0) + 10]
    await page.mouse.move(x - 3, y)
    await page.mouse.move(x, y)
    await eventually(async () =>
      expect(await cardOf(page)?.locator('p').textContent()).toBe(`Card of ${SECOND}`),
    )
  })

  it('opens within a modal dialog, where it can be used, and out of it again', async () => {
    await open('modal-dialog.html')
    expect((await readOverlay(page))?.home).toBe('dialog')
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    const button = await cardOf(page)?.locator('button').boundingBox()
    const hit = await page.evaluate(
      ([x = 0, y = 0]) => document.elementFromPoint(x, y)?.outerHTML,
      [button?.x, button?.y].map((value) => (value ?? 0) + 3),
    )
    expect(hit).toBe('<div></div>')
    await page.mouse.move(1270, 790)
    await page.evaluate(() => document.querySelector('dialog')?.close())
    await eventually(async () => expect((await readOverlay(page))?.home).toBe('html'))
    await pointAt(FIRST)
    await expectCardOf(FIRST)
    // The frame has moved with its document: it was made once.
    expect(await harness.asked('card:join')).toHaveLength(1)
  })

  it('does not open over what covers an ID, nor while text is selected', async () => {
    await open('clipped.html')
    await pointAt(FIRST)
    // A pointer that rests leaves no other sign.
    await page.waitForTimeout(2 * REST_MS)
    expect(await isShown()).toBe(false)
    await page.mouse.down()
    await pointAt(SECOND)
    await page.waitForTimeout(2 * REST_MS)
    expect(await isShown()).toBe(false)
    await page.mouse.up()
  })
})

describe('on a page that changes under the pointer', () => {
  /** Moments from the pointer's arrival to well after the card is open. */
  const MOMENTS = [0, 60, 120, 128, 134, 140, 160, 220, 400]
  const THIRD = 'inq_S7A8PsDSsK71vJysKoAjSNKk'
  const write = (text: string, delay = 0) =>
    page.evaluate(
      ([next, wait]) =>
        setTimeout(() => {
          const node = document.querySelector('code')?.firstChild
          if (node) node.nodeValue = next
        }, wait),
      [text, delay] as const,
    )
  const rest = async () => {
    await page.mouse.move(1270, 790)
    await expectClosed()
    await pointAt(SECOND)
  }

  it('opens a card only for an ID that stands there at that moment', async () => {
    await open('plain.html')
    for (const entry of MOMENTS) {
      await write(SECOND)
      await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(SECOND))
      await rest()
      await write(THIRD, entry)
      await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(THIRD))
      await expectClosed()
    }
    expect(await openings()).not.toContainEqual(expect.objectContaining({ isOnPage: false }))
  })

  it('opens no card of an ID that became another one in the same place', async () => {
    await open('plain.html')
    // It never comes to rest, so our next look is half a second away.
    await page.evaluate(() => {
      const noise = document.body.appendChild(document.createElement('p'))
      setInterval(() => noise.append('.'), 20)
    })
    // By a timer of the page’s own thread, which a busy machine keeps in its place before ours.
    await page.evaluate((next) => {
      const node = document.querySelector('code')?.firstChild
      document.querySelector('code')?.addEventListener(
        'pointermove',
        () =>
          setTimeout(() => {
            if (node) node.nodeValue = next
          }, 40),
        { once: true },
      )
    }, `${SECOND}Zz9`)
    await rest()
    await page.waitForTimeout(3 * REST_MS)
    // On a busy machine our next look comes by then, and finds the other ID under the pointer.
    expect(await openings()).not.toContainEqual(expect.objectContaining({ id: SECOND }))
  })

  it('draws no state and closes the card in the frame in which the ID goes', async () => {
    await open('plain.html')
    await rest()
    await expectCardOf(SECOND)
    const before = (await readOverlay(page))?.shapes.length ?? 0
    const button = await cardOf(page)?.locator('button').boundingBox()
    const under = await page.evaluate(
      async ({ x, y }) => {
        const node = document.querySelector('code')?.firstChild
        if (node) node.nodeValue = 'nothing here now'
        const before = document.elementFromPoint(x, y)?.outerHTML
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
        return [before, document.elementFromPoint(x, y)?.localName]
      },
      { x: button?.x ?? 0, y: button?.y ?? 0 },
    )
    expect(under).toEqual(['<div></div>', 'p'])
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(before - 1))
  })
})

it('counts what is shown, and names apart what is in hidden tickets until they are shown', async () => {
  page = await harness.open('plain.html')
  await page.evaluate(
    ([one, two]) => {
      document.body.innerHTML = `<div id="other" style="display:none">${two}</div>
        <div style="display:contents"><span style="display:contents">${one}</span></div>`
    },
    [FIRST, SECOND] as const,
  )
  const list = () => harness.order(page, 'to-page:list')
  const count = async () => (await harness.asked('page:found')).at(-1)
  await eventually(async () => expect(await list()).toEqual({ ids: [FIRST], hidden: [SECOND] }))
  expect(await count()).toEqual({ count: 1 })
  // As a help desk changes tickets: no text comes or goes.
  await page.evaluate(() => document.querySelector('#other')?.removeAttribute('style'))
  await eventually(async () => expect(await count()).toEqual({ count: 2 }))
  expect(await list()).toEqual({ ids: [SECOND, FIRST], hidden: [] })
})

describe('the focus of an agent who writes a reply', () => {
  const EDITORS = {
    textarea: '<textarea id="reply" style="position:fixed;top:8px;left:900px">Dear you</textarea>',
    input: '<input id="reply" style="position:fixed;top:8px;left:900px" value="Dear you">',
    editor:
      '<div id="reply" contenteditable style="position:fixed;top:8px;left:900px"><p>Hello,</p><p>Dear you</p></div>',
  }
  const typed = () =>
    page.evaluate(() => {
      const box = document.querySelector('#reply')
      return box instanceof HTMLElement ? (Reflect.get(box, 'value') ?? box.textContent) : ''
    })

  /** With the caret behind the first word of its last line, as a click and an arrow would put it. */
  async function openBeside(html: string): Promise<void> {
    await open('plain.html')
    await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), html)
    await page.locator('#reply').focus()
    await page.keyboard.press('ControlOrMeta+End')
    for (const _ of ' you') await page.keyboard.press('ArrowLeft')
    await pointAt(SECOND)
    await expectCardOf(SECOND)
  }

  it.each(Object.entries(EDITORS))(
    'is where it was once the pointer has left the card: %s',
    async (_, html) => {
      await openBeside(html)
      await cardOf(page)?.locator('button').first().click()
      await eventually(async () => expect(await activeElement()).toBe('<div></div>'))
      await page.mouse.move(1200, 700)
      await expectClosed()
      await page.keyboard.type('est')
      expect(await typed()).toContain('Dearest you')
    },
  )

  it.each(Object.entries(EDITORS))(
    'is where it was right after a copy, with the card open: %s',
    async (_, html) => {
      await openBeside(html)
      await cardOf(page)?.locator('#copy').click()
      await eventually(async () => expect(await activeElement()).toMatch(/id="reply"/))
      // Keys go where the browser says the focus is, which the card's process hears of last.
      await eventually(async () =>
        expect(await cardOf(page)?.evaluate(() => document.hasFocus())).toBe(false),
      )
      expect(await isShown()).toBe(true)
      await page.keyboard.type('est')
      expect(await typed()).toContain('Dearest you')
    },
  )

  it.each([120, 400])(
    'is where it was right after a copy, also where the page’s script is busy %i ms at a time',
    async (ms) => {
      await openBeside(EDITORS.textarea)
      // The press’s focus and the card’s word of it reach the page together, in any order.
      await page.evaluate((busy) => {
        const timer = setInterval(() => {
          const until = performance.now() + busy
          while (performance.now() < until);
        }, busy + 10)
        setTimeout(() => clearInterval(timer), 3_000)
      }, ms)
      await cardOf(page)?.locator('#copy').click()
      await eventually(async () =>
        expect(await cardOf(page)?.evaluate(() => document.hasFocus())).toBe(false),
      )
      await eventually(async () => expect(await activeElement()).toMatch(/id="reply"/))
      await page.keyboard.type('est')
      expect(await typed()).toContain('Dearest you')
    },
  )

  it('leaves the keys to the page where nothing had the focus', async () => {
    await open('plain.html')
    await page.evaluate(() =>
      document.addEventListener('keydown', ({ key }) => document.body.append(` got ${key}`)),
    )
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    await cardOf(page)?.locator('button').first().click()
    await page.mouse.move(1200, 700)
    await expectClosed()
    await page.keyboard.press('j')
    await eventually(async () => expect(await page.locator('body').textContent()).toContain('got j'))
  })

  it('does not go to where an earlier card, opened by a key, had taken it from', async () => {
    await open('plain.html')
    await page.locator('button').focus()
    await walk('next')
    await page.keyboard.press('Escape')
    await expectClosed()
    await page.locator('a').focus()
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    await cardOf(page)?.locator('button').first().click()
    await page.mouse.move(1200, 700)
    await expectClosed()
    expect(await activeElement()).toMatch(/^<a /)
  })

  it.each([
    [
      'on focusin',
      "document.addEventListener('focusin', ({ target }) => modal.contains(target) || inner.focus())",
    ],
    ['by a timer', 'setInterval(() => modal.contains(document.activeElement) || inner.focus(), 50)'],
  ])('opens the panel where a modal takes the focus back: %s', async (_, guard) => {
    await open('plain.html')
    await page.evaluate((trap) => {
      document.body.insertAdjacentHTML('beforeend', '<div id="modal"><input id="inner"></div>')
      const script = document.createElement('script')
      script.textContent = trap
      document.body.append(script)
    }, guard)
    await page.locator('#inner').focus()
    await walk('next')
    await eventually(async () =>
      expect(await harness.asked('page:open-panel')).toEqual([{ id: FIRST, isReference: false }]),
    )
    expect(await isShown()).toBe(false)
    expect(await activeElement()).toMatch(/id="inner"/)
  })
})

describe('by the keys', () => {
  it('walks the IDs in order, with the focus in the card and a ring around the ID', async () => {
    await open('plain.html')
    await page.locator('button').focus()
    const { ids } = v.parse(v.object({ ids: v.array(v.string()) }), await harness.order(page, 'to-page:list'))
    for (const id of ids.slice(0, 3)) {
      expect(await walk('next')).toBe(true)
      await expectCardOf(id)
      expect(await activeElement()).toBe('<div></div>')
      expect((await readOverlay(page))?.hasRing).toBe(true)
    }
    expect(await walk('previous')).toBe(true)
    await expectCardOf(ids[1] ?? '')
    await page.keyboard.press('Escape')
    await expectClosed()
    expect(await activeElement()).toMatch(/^<button/)
    expect((await readOverlay(page))?.hasRing).toBe(false)
  })

  it('reports where it ends, so that the next frame can continue, and starts over', async () => {
    await open('strict-csp.html')
    expect([await walk('next'), await walk('next'), await walk('next')]).toEqual([true, true, false])
    expect(await walk('next', true)).toBe(true)
    await expectCardOf(FIRST)
    expect(await walk('previous')).toBe(false)
    expect(await walk('previous', true)).toBe(true)
    await expectCardOf(SECOND)
  })

  it('brings the ID into view first', async () => {
    await open('clipped.html')
    await walk('next')
    expect(await walk('previous', true)).toBe(true)
    await expectCardOf('inq_m28VTNhdaMSSbKwwcQtG3QQwy2RN')
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(2000)
  })

  it('works before the pointer has ever moved', async () => {
    await page.close()
    page = await harness.open('strict-csp.html')
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(2))
    expect(await walk('next')).toBe(true)
    await expectCardOf(FIRST)
    expect(await activeElement()).toBe('<div></div>')
    await page.keyboard.press('Escape')
    await expectClosed()
  })

  it('passes by what a modal dialog has made inert', async () => {
    await open('modal-dialog.html')
    expect(await walk('next', true)).toBe(true)
    await expectCardOf(SECOND)
    expect(await walk('next')).toBe(false)
  })

  it('opens the panel where there is no room for a card', async () => {
    await open('plain.html')
    await page.setViewportSize({ width: 230, height: 150 })
    onTestFinished(() => page.close())
    await walk('next')
    await eventually(async () => expect(await harness.asked('page:open-panel')).toHaveLength(1))
    expect(await isShown()).toBe(false)
  })
})

describe('when things go wrong', () => {
  it('comes back when the page takes it away', async () => {
    await open('plain.html')
    await page.evaluate(() => document.documentElement.lastElementChild?.remove())
    await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(5))
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    await page.evaluate(() => {
      document.body.innerHTML = '<p>inq_S7A8PsDSsK71vJysKoAjSNKk</p>'
    })
    await expectClosed()
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
  })

  it('shows no card that the background does not know', async () => {
    await harness.tell({ admits: false })
    page = await harness.open('plain.html')
    await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(5))
    await pointAt(SECOND)
    await eventually(async () => expect(await harness.asked('page:card')).not.toEqual([]))
    // The answer has come before what is sent to the page after it.
    await harness.order(page, 'to-page:list')
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(cardOf(page)).toBeUndefined()
  })

  it('loads the card the next time when it could not be loaded', async () => {
    await harness.tell({ loadsCard: false })
    page = await harness.open('plain.html')
    await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(5))
    await pointAt(SECOND)
    await eventually(async () => expect(await harness.asked('page:load-card')).not.toEqual([]))
    await harness.tell({ loadsCard: true })
    await page.mouse.move(1200, 700)
    await pointAt(SECOND)
    await expectCardOf(SECOND)
  })

  it('works in a document that the page has written again', async () => {
    await open('plain.html')
    await page.evaluate((id) => {
      document.open()
      document.write(`<!doctype html><title>The next mail</title><p>About ${id}, as you asked</p>`)
      document.close()
    }, SECOND)
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    await page.mouse.move(1200, 700)
    await expectClosed()
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    await page.keyboard.press('Escape')
    await expectClosed()
  })

  it('lives through the end of its background', async () => {
    await open('strict-csp.html')
    await harness.browser.killBackground()
    await page.evaluate(() => document.querySelector('p')?.append(' inq_S7A8PsDSsK71vJysKoAjSNKk'))
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(3))
    await pointAt('inq_S7A8PsDSsK71vJysKoAjSNKk')
    await expectCardOf('inq_S7A8PsDSsK71vJysKoAjSNKk')
  })
})
