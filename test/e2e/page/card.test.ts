/** The card as an agent meets it: by the pointer, by the keys, in dialogs, and when things go wrong. */
import { isThorough, sample } from '@inquiry-lens/shared/testing/thoroughness.ts'
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
  one
    .mainFrame()
    .childFrames()
    .find((frame) => frame.url().startsWith('chrome-extension:'))
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
    await harness.inOurWorld(page, 'globalThis.slowness = 1')
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

  const ENDS: [string, (page: Page) => Promise<unknown>][] = [
    ['a navigation within the page', (at) => at.evaluate(() => history.pushState(null, '', '#elsewhere'))],
    ['a scroll out of view', (at) => at.evaluate(() => window.scrollTo(0, 900))],
    [
      'its ticket’s hiding',
      (at) => at.evaluate(() => document.querySelector('code')?.style.setProperty('display', 'none')),
    ],
    [
      'what covers its ID',
      (at) =>
        at.evaluate(() =>
          document.body.insertAdjacentHTML(
            'beforeend',
            '<p id="cover" style="position:fixed;inset:0;margin:0;background:#fff">A dialog</p>',
          ),
        ),
    ],
    ['its ID’s end', (at) => at.evaluate(() => document.querySelector('code')?.remove())],
  ]

  it(`is closed by: ${ENDS.map(([name]) => name).join(', ')}`, async () => {
    await open('plain.html')
    await page.evaluate(() => document.body.style.setProperty('min-height', '3000px'))
    for (const [name, act] of ENDS) {
      await page.evaluate(() => {
        window.scrollTo(0, 0)
        document.querySelector('#cover')?.remove()
        document.querySelector('code')?.style.removeProperty('display')
      })
      await page.mouse.move(1270, 790)
      await pointAt(SECOND)
      await expectCardOf(SECOND)
      await act(page)
      await eventually(async () => expect(await isShown(), name).toBe(false))
    }
  })

  /** Where the card stands below its ID. */
  const belowIt = async () => {
    const [, top = Number.NaN] =
      (await readOverlay(page))?.card?.transform.split(',').map((part) => Number.parseFloat(part)) ?? []
    return top - (await placeOf(page, SECOND)).y
  }

  const MOVES: [string, (page: Page) => Promise<unknown>][] = [
    [
      'a new message above it',
      (at) => at.evaluate(() => document.body.insertAdjacentHTML('afterbegin', '<p>Another message</p>')),
    ],
    ['a scroll', (at) => at.evaluate(() => window.scrollTo(0, 20))],
    ['a narrower window', (at) => at.setViewportSize({ width: 900, height: 700 })],
    [
      'the same address again, and another one in its place',
      (at) =>
        at.evaluate(() => {
          history.replaceState(null, '')
          history.replaceState(null, '', '?message=7')
        }),
    ],
  ]

  it(`goes where its ID goes: ${MOVES.map(([name]) => name).join(', ')}`, async () => {
    await open('plain.html')
    onTestFinished(() => page.setViewportSize({ width: 1280, height: 800 }))
    await page.evaluate(() => document.body.style.setProperty('min-height', '3000px'))
    for (const [name, act] of MOVES) {
      await page.mouse.move(880, 690)
      await expectClosed()
      await pointAt(SECOND)
      await expectCardOf(SECOND)
      const before = await belowIt()
      await act(page)
      await eventually(async () => expect(await belowIt(), name).toBeCloseTo(before, 0))
      // Longer than a card stays without its pointer.
      await page.waitForTimeout(300)
      expect(await isShown(), name).toBe(true)
    }
  })

  it('asks for hardly a frame while nothing moves', async () => {
    await open('plain.html')
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    await harness.inOurWorld(
      page,
      `(() => {
        const ask = globalThis.requestAnimationFrame
        globalThis.frames = 0
        globalThis.requestAnimationFrame = (run) => {
          globalThis.frames++
          return ask(run)
        }
      })()`,
    )
    const frames = async () => Number(await harness.inOurWorld(page, 'globalThis.frames'))
    await eventually(async () => {
      const before = await frames()
      await page.waitForTimeout(1000)
      expect((await frames()) - before).toBeLessThan(6)
    })
    expect(await isShown()).toBe(true)
  })

  it('stays once it is pinned, until it is let go or its ID goes', async () => {
    await open('plain.html')
    await page.evaluate(() => document.body.style.setProperty('min-height', '3000px'))
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    const heightOf = async () => (await cardOf(page)?.evaluate(() => innerHeight)) ?? 0
    const before = await heightOf()
    await cardOf(page)?.locator('#pin').check()
    await eventually(async () => expect(await heightOf()).toBeGreaterThan(before))
    // With the focus in the card, Esc would close it.
    await page.mouse.click(1200, 700)
    await pointAt(FIRST)
    await page.evaluate(() => history.pushState(null, '', '#another'))
    await page.evaluate(() => window.scrollTo(0, 900))
    await page.keyboard.press('Escape')
    await page.waitForTimeout(2 * REST_MS)
    await expectCardOf(SECOND)
    await page.evaluate(() => document.querySelector('code')?.remove())
    await expectClosed()
  })

  it('is not over the editor in which the agent writes, nor over its toolbar', async () => {
    await open('plain.html')
    const { x, y } = await placeOf(page, SECOND)
    await page.evaluate(
      ([left, top]) =>
        document.body.insertAdjacentHTML(
          'beforeend',
          `<div id="composer" style="position:fixed;left:${left - 200}px;top:${top + 60}px;width:300px">
            <div style="height:130px">To: Mira Example</div>
            <textarea id="reply" style="width:290px;height:400px">Dear you</textarea></div>`,
        ),
      [x, y] as const,
    )
    await page.locator('#reply').focus()
    await pointAt(SECOND)
    await expectCardOf(SECOND)
    const boxes = async () => ({
      card: await cardOf(page)?.locator('html').boundingBox(),
      reply: await page.locator('#composer').boundingBox(),
    })
    await eventually(async () => {
      const { card, reply } = await boxes()
      if (!card || !reply) throw new Error('There is no card or no reply')
      const isBeside = card.x >= reply.x + reply.width || card.x + card.width <= reply.x
      const isApart = card.y >= reply.y + reply.height || card.y + card.height <= reply.y
      expect(isBeside || isApart).toBe(true)
    })
  })

  it('opens, and its state is drawn, under a link over its row, a layer without colour, and where the pointer passes by', async () => {
    await open('plain.html')
    for (const [over, style] of [
      ['<a href="#" style="position:absolute;inset:0"></a>', ''],
      ['<i style="position:absolute;inset:0;background:rgba(9,9,9,.02)"></i>', ''],
      ['', 'pointer-events:none'],
    ] as const) {
      await page.mouse.move(1200, 700)
      await page.evaluate(() => document.body.replaceChildren())
      await eventually(async () => expect((await readOverlay(page))?.shapes).toEqual([]))
      await expectClosed()
      await page.evaluate(
        ([html, css, id]) => {
          document.body.innerHTML = `<p style="position:relative"><a href="#"><span style="${css}">${id}</span></a>${html}</p>`
        },
        [over, style, FIRST] as const,
      )
      await eventually(async () => expect((await readOverlay(page))?.shapes, over).toHaveLength(1))
      await pointAt(FIRST)
      await expectCardOf(FIRST)
    }
  })

  it('does not open, and no state is drawn, under what hides it', async () => {
    await open('plain.html')
    await page.evaluate((id) => {
      document.body.innerHTML = `<p>${id}</p><p style="position:relative">inq_S7A8PsDSsK71vJysKoAjSNKk
        <i style="position:absolute;inset:0;background:#fc0"></i></p>`
    }, FIRST)
    await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(2))
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
    await page.mouse.move(1200, 700)
    await pointAt('inq_S7A8PsDSsK71vJysKoAjSNKk')
    await page.waitForTimeout(3 * REST_MS)
    expect(await isShown()).toBe(false)
  })

  it('leaves the page before the page is left, so that it can come back at once', async () => {
    await open('plain.html')
    expect((await readOverlay(page))?.card).toBeDefined()
    await page.evaluate((address) => {
      location.href = address
    }, harness.pages.urlOf('no-content'))
    await eventually(async () => expect((await readOverlay(page))?.card).toBeUndefined())
    // It was not left after all.
    await pointAt(SECOND)
    await expectCardOf(SECOND)
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
    const card = () =>
      page.frames().find((one) => one.url().startsWith('chrome-ext') && one.parentFrame()?.parentFrame())
    await eventually(async () => expect(await card()?.locator('p').textContent()).toBe(`Card of ${SECOND}`))
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

  it.each(sample(Object.entries(EDITORS), 3, 2))(
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

describe('over a mark in a frame that can hold no card', () => {
  const MAIL = 'inq_S7A8PsDSsK71vJysKoAjSNKk'
  const FRAMES = {
    low: `<iframe id="mail" style="width:420px;height:60px" srcdoc="<p>About ${MAIL}</p>"></iframe>`,
    sandboxed: `<iframe id="mail" sandbox style="width:600px;height:300px" srcdoc="<p>About ${MAIL}</p>"></iframe>`,
    'sandboxed, in a page without an ID': `<iframe id="mail" sandbox style="width:600px;height:300px" srcdoc="<p>About ${MAIL}</p>"></iframe>`,
    magnified: `<iframe id="mail" style="width:420px;height:60px;border:3px solid;padding:4px;transform:scale(1.25);transform-origin:0 0" srcdoc="<p>About ${MAIL}</p>"></iframe>`,
    'in a shadow tree': `<div id="host"></div>`,
  }

  /** Thorough is all of them. */
  const STAYING = ['low', 'sandboxed']

  async function openWith(html: string, isBare = false): Promise<void> {
    page = await harness.open('plain.html')
    await page.evaluate(
      ([markup, bare, id]) => {
        document.body.style.minHeight = '3000px'
        if (bare) document.body.textContent = ''
        document.body.insertAdjacentHTML('afterbegin', markup)
        const host = document.querySelector('#host')
        if (host)
          host.attachShadow({
            mode: 'open',
          }).innerHTML = `<iframe id="mail" style="width:420px;height:60px" srcdoc="<p>About ${id}</p>"></iframe>`
      },
      [html, isBare, MAIL] as const,
    )
    await eventually(async () => expect(await readMarked(mail())).toEqual([MAIL]))
  }

  const mail = (): Frame => {
    const frame = page.frames().find((one) => one.url() === 'about:srcdoc')
    if (!frame) throw new Error('There is no mail')
    return frame
  }
  const placeInMail = async () => {
    const box = await mail().locator('p').boundingBox()
    if (!box) throw new Error('There is no text in the mail')
    return box
  }
  async function pointAtMail(): Promise<void> {
    const { x, y, height } = await placeInMail()
    await page.mouse.move(x + 68, y + height / 2)
    await page.mouse.move(x + 70, y + height / 2)
  }
  const placeOfCard = async () =>
    (await readOverlay(page))?.card?.transform.split(',').map((part) => Number.parseFloat(part)) ?? []

  it.each(Object.entries(FRAMES))('is drawn by the page itself: %s', async (name, html) => {
    await openWith(html, name.includes('without'))
    await pointAtMail()
    await expectCardOf(MAIL)
    const [, top = Number.NaN] = await placeOfCard()
    const { y, height } = await placeInMail()
    expect(top - y - height).toBeGreaterThan(0)
    expect(top - y - height).toBeLessThan(16)
    if (!STAYING.includes(name) && !isThorough()) return
    // Longer than a card stays without its pointer; over to the card, and away.
    await page.waitForTimeout(500)
    const button = await cardOf(page)?.locator('button').boundingBox()
    await page.mouse.move((button?.x ?? 0) + 5, (button?.y ?? 0) + 5, { steps: 8 })
    await page.waitForTimeout(500)
    expect(await isShown()).toBe(true)
    await page.mouse.move(1250, 780)
    await expectClosed()
    // Once more.
    await pointAtMail()
    await expectCardOf(MAIL)
  })

  it('stays where the pointer leaves the frame and is back at once', async () => {
    await openWith(FRAMES.low)
    await pointAtMail()
    await expectCardOf(MAIL)
    await page.mouse.move(1250, 780)
    await pointAtMail()
    // Longer than a card stays without its pointer.
    await page.waitForTimeout(500)
    expect(await isShown()).toBe(true)
  })

  it('is not opened by what the frame says late, when the pointer has gone on', async () => {
    await openWith(FRAMES.low)
    await page.mouse.move(1250, 780)
    await page.mouse.move(1251, 780)
    const say = (movedAt: number) =>
      harness.order(page, 'to-page:card', {
        ...{ from: 'there', index: 0, id: MAIL, state: 'open', takeFocus: false, isPointed: true },
        ...{ box: { left: 40, top: 20, right: 200, bottom: 40 }, width: 420, movedAt },
      })
    expect(await say(Date.now() - 2_000)).toBe('closed')
    expect(await say(Date.now() + 2_000)).toBe('open')
  })

  it('goes where the frame goes, and what is in it', async () => {
    await openWith(FRAMES.low)
    await pointAtMail()
    await expectCardOf(MAIL)
    const distance = async () => ((await placeOfCard())[1] ?? Number.NaN) - (await placeInMail()).y
    const before = await distance()
    // As the page lives, the pointer is over the card.
    const box = await cardOf(page)?.locator('html').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 90, (box?.y ?? 0) + 90, { steps: 8 })
    await page.evaluate(() => document.body.insertAdjacentHTML('afterbegin', '<p>Another message</p>'))
    await eventually(async () => expect(await distance()).toBeCloseTo(before, 0))
    await mail().evaluate(() => document.body.style.setProperty('padding-top', '9px'))
    await eventually(async () => expect(await distance()).toBeCloseTo(before, 0))
    expect(await isShown()).toBe(true)
  })

  it('stays over a text that moves between two frames', async () => {
    await openWith(FRAMES.low)
    await pointAtMail()
    await expectCardOf(MAIL)
    const box = await cardOf(page)?.locator('html').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 90, (box?.y ?? 0) + 90, { steps: 8 })
    // What the frame says while it waits for its next frame must hold of the text as it stands by then.
    await harness.inOurWorld(page, 'globalThis.frameDelay = window === top ? 0 : 700', true)
    await mail().evaluate(() => document.body.style.setProperty('padding-top', '9px'))
    await page.waitForTimeout(600)
    expect(await isShown()).toBe(true)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a frame that is removed', () => page.evaluate(() => document.querySelector('#mail')?.remove())],
    [
      'a frame that goes to another page',
      () => page.evaluate(() => document.querySelector('#mail')?.setAttribute('srcdoc', 'The next mail')),
    ],
    ['an ID that goes', () => mail().evaluate(() => document.body.replaceChildren())],
    ['a scroll out of view', () => page.evaluate(() => window.scrollTo(0, 900))],
    ['Esc in the frame', () => page.keyboard.press('Escape')],
  ])('is closed by: %s', async (_, act) => {
    await openWith(FRAMES.low)
    await mail()
      .locator('p')
      .click({ position: { x: 2, y: 2 } })
    await pointAtMail()
    await expectCardOf(MAIL)
    await act()
    await expectClosed()
  })

  it('stays closed under a pointer that rests once Esc has closed it', async () => {
    await openWith(FRAMES.low)
    await pointAtMail()
    await expectCardOf(MAIL)
    // The focus is in the page.
    await page.keyboard.press('Escape')
    await expectClosed()
    await page.waitForTimeout(500)
    const { x, y, height } = await placeInMail()
    await page.mouse.move(x + 72, y + height / 2)
    await page.waitForTimeout(2 * REST_MS)
    expect(await isShown()).toBe(false)
  })

  it('is opened by a key with the focus in it, which then goes back to the frame', async () => {
    await openWith(FRAMES.sandboxed)
    await page.locator('#mail').focus()
    const frameId = v.parse(
      v.number(),
      await harness.background.evaluate(`asked.find(({ url }) => url === 'about:srcdoc').frameId`),
    )
    expect(await harness.order(page, 'to-page:walk', { to: 'next', enter: true }, frameId)).toBe(true)
    await expectCardOf(MAIL)
    expect(await activeElement()).toBe('<div></div>')
    expect((await readOverlay(page))?.hasRing).toBe(true)
    await page.keyboard.press('Escape')
    await expectClosed()
    expect(await activeElement()).toMatch(/^<iframe id="mail"/)
  })

  it('says nothing to either page', async () => {
    page = await harness.open('plain.html')
    await page.evaluate((markup) => {
      Reflect.set(window, 'heard', [])
      addEventListener('message', ({ data }) => Reflect.get(window, 'heard').push(data), true)
      document.body.insertAdjacentHTML('afterbegin', markup)
    }, `<iframe id="mail" sandbox="allow-scripts" style="width:420px;height:60px" srcdoc="<p>About ${MAIL}</p><script>addEventListener('message', ({ data }) => parent.postMessage(['inner', data], '*'))</script>"></iframe>`)
    await eventually(async () => expect(await readMarked(mail())).toEqual([MAIL]))
    await pointAtMail()
    await expectCardOf(MAIL)
    expect(await page.evaluate('heard')).toEqual([])
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
