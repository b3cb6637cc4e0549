/** On every kind of page: all IDs marked, nothing else, and the page as it was but for our one element. */
import { findObjectIds } from '@inquiry-lens/shared/domain/ids/page-ids.ts'
import { sample } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKS } from '../../pages/serve-pages.ts'
import {
  eventually,
  openPageHarness,
  type PageHarness,
  placeOf,
  readExpected,
  readMarked,
  readOverlay,
  restOn,
} from './page-stage.ts'

let harness: PageHarness
/** For comparison, on a host that our script is not for; in a window of its own, since a tab behind another is hardly drawn. */
let bare: Page

beforeAll(async () => {
  harness = await openPageHarness()
  await harness.open('plain.html')
  bare = await harness.browser.openWindow('about:blank')
})
afterAll(() => harness.close())

const PAGES = [
  'plain.html',
  'false-friends.html',
  'broken-ids.html',
  'uuids.html',
  'references.html',
  'editors.html',
  'ticket-list.html',
  're-rendering.html',
  'virtual-list.html',
  'shadow-roots.html',
  'frames.html',
  'strict-csp.html',
  'coep.html',
  'modal-dialog.html',
  'clears-highlights.html',
  'clipped.html',
  'hostile.html',
  'many-nodes.html',
  'many-nodes.html?ids=200',
  ...sample(DESKS, 2, 1).map((name) => `desks/${name}.html`),
]

/** `more`: what the test has added to each frame. */
async function expectMarks(page: Page, ...more: string[]): Promise<void> {
  await eventually(async () => {
    for (const frame of page.frames()) {
      if (frame.url().startsWith('chrome-extension:')) continue
      const expected = [...(await readExpected(frame)), ...more].toSorted()
      expect(await readMarked(frame), frame.url()).toEqual(expected)
    }
  })
}

/** The document with all that is in open shadow trees, without our element; and how many of ours there were. */
async function serialise(page: Page): Promise<{ html: string; ours: number }> {
  // The overlay follows the first marks in a frame of its own.
  if ((await readMarked(page.mainFrame())).length > 0) {
    await eventually(async () => expect(await readOverlay(page)).toBeDefined())
  }
  return page.evaluate(() => {
    const roots: ShadowRoot[] = []
    const collect = (root: ParentNode) => {
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        if (!shadowRoot) continue
        roots.push(shadowRoot)
        collect(shadowRoot)
      }
    }
    collect(document)
    // Ours has neither attribute nor child, and stands last in the document or in the dialog on top.
    const homes = [document.documentElement, ...document.querySelectorAll('dialog')]
    const ours = homes
      .flatMap((home) => home.lastElementChild ?? [])
      .filter((element) => element.outerHTML === '<div></div>')
    for (const element of ours) element.remove()
    // Editors number and name what is theirs.
    document.querySelector('#composer')?.remove()
    return { html: document.documentElement.getHTML({ shadowRoots: roots }), ours: ours.length }
  })
}

describe.each(PAGES)('%s', (name) => {
  it('has all IDs marked, and nothing else; is untouched but for one element', async () => {
    const page = await harness.open(name)
    await expectMarks(page)
    await bare.goto(harness.pages.urlOf(name).replace('127.0.0.1', 'localhost'))
    await bare.evaluate('window.settled')
    const [ours, theirs] = [await serialise(page), await serialise(bare)]
    expect(ours.html).toBe(theirs.html)
    expect(theirs.ours).toBe(0)
    expect(ours.ours).toBe((await readMarked(page.mainFrame())).length > 0 ? 1 : 0)
    // In folded quotes and other tickets.
    const hidden = v.parse(
      v.array(v.string()),
      await page.evaluate('(window.expected instanceof Element ? undefined : window.expected?.hidden) ?? []'),
    )
    const asked = JSON.stringify(await harness.asked('page:lookup'))
    expect(hidden.filter((id) => asked.includes(id))).toEqual([])
  })
})

it('marks what is added, moved into editors and taken out later on', async () => {
  const page = await harness.open('plain.html')
  await expectMarks(page)
  const before = (await readMarked(page.mainFrame())).length
  await page.evaluate(() => {
    document.querySelector('h1')?.remove()
    document.body.insertAdjacentHTML('beforeend', '<p id="new">new: inq_S7A8PsDSsK71vJysKoAjSNKk</p>')
  })
  const count = (id: string) =>
    readMarked(page.mainFrame()).then((all) => all.filter((one) => one === id).length)
  await eventually(async () => expect(await count('inq_S7A8PsDSsK71vJysKoAjSNKk')).toBe(1))
  expect(await count('inq_eJdzggBtipjLoCaEDnsq7UjN')).toBe(0)
  expect(await readMarked(page.mainFrame())).toHaveLength(before)
  // Into an element, out of it and into an editor.
  await page.evaluate(() => document.querySelector('#new')?.setAttribute('contenteditable', ''))
  await eventually(async () => expect(await count('inq_S7A8PsDSsK71vJysKoAjSNKk')).toBe(0))
  await page.evaluate(() => document.querySelector('#new')?.removeAttribute('contenteditable'))
  await eventually(async () => expect(await count('inq_S7A8PsDSsK71vJysKoAjSNKk')).toBe(1))
})

it('finds what is in a component again that was taken out and put back', async () => {
  const page = await harness.open('shadow-roots.html')
  await expectMarks(page)
  await page.evaluate(() => {
    const ticket = document.querySelector('fern-ticket')
    ticket?.remove()
    Reflect.set(window, 'ticket', ticket)
  })
  await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(6))
  await page.evaluate(() => document.body.prepend(Reflect.get(window, 'ticket')))
  await expectMarks(page)
})

it('marks what a flood of changes brings, and each change after it, in shadow trees too', async () => {
  const page = await harness.open('shadow-roots.html')
  await expectMarks(page)
  const expectMark = async (id: string) =>
    eventually(async () => expect(await readMarked(page.mainFrame())).toContain(id))
  await page.evaluate(async () => {
    for (let line = 0; line < 1000; line++) {
      const element = document.createElement('p')
      element.textContent = line === 700 ? 'in the flood: inq_S7A8PsDSsK71vJysKoAjSNKk' : `Line ${line}`
      document.body.append(element)
      if (line % 100 === 0) await new Promise((done) => setTimeout(done))
    }
  })
  await expectMark('inq_S7A8PsDSsK71vJysKoAjSNKk')
  await page.evaluate(() => {
    const line = document.querySelector('fern-ticket')?.shadowRoot?.querySelector('p')
    if (line) line.textContent = 'after the flood: inq_kKNSjAoKsyJv17KssDSP8A7S'
  })
  await expectMark('inq_kKNSjAoKsyJv17KssDSP8A7S')
})

it('tells the background how many different IDs there are, each frame for itself', async () => {
  await harness.tell({})
  const page = await harness.open('frames.html')
  await eventually(async () => expect((await harness.asked('page:found')).toSorted()).toHaveLength(3))
  await page.goto(harness.pages.urlOf('false-friends.html'))
  await eventually(async () =>
    expect(await harness.asked('page:found')).toEqual(expect.arrayContaining([{ count: 0 }])),
  )
})

it('asks for what is in view, in one go, and draws a shape beside each', async () => {
  await harness.tell({})
  const page = await harness.open('ticket-list.html')
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(50))
  expect(await harness.asked('page:lookup')).toHaveLength(1)
  expect(new Set((await readOverlay(page))?.shapes.map(({ tone }) => tone))).toEqual(
    new Set(['good', 'bad', 'active', 'attention', 'idle', 'idle dashed']),
  )
})

it('asks for nothing on hover only, and nothing of what is out of view', async () => {
  await harness.tell({ settings: { states: 'on-hover' } })
  const quiet = await harness.open('ticket-list.html')
  await expectMarks(quiet)
  const id = (await quiet.locator('td:last-child').first().textContent()) ?? ''
  await restOn(quiet, id)
  // The pointer's own question comes last: those of the whole page would have come before it.
  await eventually(async () => expect(await harness.asked('page:lookup')).toContainEqual({ ids: [id] }))
  expect(await harness.asked('page:lookup')).toHaveLength(1)
  await harness.tell({ settings: { states: 'in-view' } })
  const page = await harness.open('clipped.html')
  await eventually(async () => expect(await harness.asked('page:lookup')).not.toEqual([]))
  // One that comes into view later is asked for alone.
  await page.evaluate(() => document.querySelector('#open')?.append(' inq_S7A8PsDSsK71vJysKoAjSNKk'))
  await eventually(async () =>
    expect(await harness.asked('page:lookup')).toEqual([
      { ids: ['inq_b6hQhFPQRwR2F8f1HHRDoUYr'] },
      { ids: ['inq_S7A8PsDSsK71vJysKoAjSNKk'] },
    ]),
  )
})

it('draws a shape where the elements around an ID have no box of their own', async () => {
  await harness.tell({})
  const page = await harness.open('plain.html')
  await page.evaluate(() => {
    document.body.innerHTML =
      '<p style="display:contents"><b style="display:contents">inq_S7A8PsDSsK71vJysKoAjSNKk</b></p>'
  })
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
})

it('looks up none of the company’s own numbers by sight, and draws nothing beside them', async () => {
  await harness.tell({})
  const page = await harness.open('references.html')
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
  await expectMarks(page)
  expect(await harness.asked('page:lookup')).toEqual([{ ids: ['inq_eJdzggBtipjLoCaEDnsq7UjN'] }])
})

it('takes an ID for nothing else, whatever the company’s own numbers look like', async () => {
  await harness.tell({ patterns: ['inq_%{24}', 'cust-######'] })
  const page = await harness.open('strict-csp.html')
  await page.evaluate(() => document.body.append('cust-700001'))
  // What the finder alone knows is marked, so it has been over the page.
  await expectMarks(page, 'cust-700001')
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(2))
  await harness.tell({ patterns: ['cust-#{6,9}', '[KD|AC]#####'] })
})

it('marks what becomes known later, on a command', async () => {
  await harness.tell({ patterns: [] })
  const page = await harness.open('references.html')
  await eventually(async () => expect(await harness.asked('page:load-finder')).toHaveLength(1))
  await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(1))
  await harness.tell({ patterns: ['cust-#{6,9}', '[KD|AC]#####'] })
  await harness.order(page, 'to-page:hints')
  await expectMarks(page)
  expect(await harness.asked('page:load-finder')).toHaveLength(1)
})

it('draws a shape only where its ID can be seen, and moves it along', async () => {
  await harness.tell({})
  const page = await harness.open('clipped.html')
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
  const [before] = (await readOverlay(page))?.shapes ?? []
  await page.evaluate(() => document.querySelector('.box')?.scrollTo(0, 1000))
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(2))
  await page.evaluate(() =>
    document.querySelector<HTMLElement>('#open')?.style.setProperty('padding-left', '100px'),
  )
  await eventually(async () =>
    expect((await readOverlay(page))?.shapes.map(({ transform }) => Number.parseFloat(transform))).toContain(
      Number.parseFloat(before?.transform ?? '') + 100,
    ),
  )
})

it.each([13, 14, 16])('leaves a colon after an ID to be read, in letters of %i px', async (size) => {
  await harness.tell({})
  const page = await harness.open('plain.html')
  const ink = await page.evaluate((px) => {
    const font = `${px}px sans-serif`
    const id = 'inq_S7A8PsDSsK71vJysKoAjSNKk'
    const text = new Text(`${id}: it stands here twice`)
    const paragraph = document.createElement('p')
    paragraph.style.font = font
    paragraph.append(text)
    document.body.replaceChildren(paragraph)
    const range = new Range()
    range.setStart(text, id.length)
    range.setEnd(text, id.length + 1)
    const { x, y } = range.getBoundingClientRect()
    const canvas = document.createElement('canvas').getContext('2d')
    if (!canvas) throw new Error('The page has no canvas')
    canvas.font = font
    const drawn = canvas.measureText(':')
    return {
      left: x - drawn.actualBoundingBoxLeft,
      right: x + drawn.actualBoundingBoxRight,
      top: y + drawn.fontBoundingBoxAscent - drawn.actualBoundingBoxAscent,
    }
  }, size)
  await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(1))
  const [left = 0, top = 0] =
    (await readOverlay(page))?.shapes[0]?.transform.split(',').map(Number.parseFloat) ?? []
  // A disc of 12 px.
  const [x, y] = [left + 6, top + 6]
  expect(Math.hypot(Math.max(ink.left - x, 0, x - ink.right), ink.top - y)).toBeGreaterThanOrEqual(6.5)
})

describe.each(['#fff', '#16191d'])('a shape on a page whose ground is %s', (ground) => {
  it('stands out, and is the same whatever the system’s scheme is', async () => {
    await harness.tell({})
    const page = await harness.open('strict-csp.html')
    await page.evaluate((color) => document.documentElement.style.setProperty('background', color), ground)
    await eventually(async () => expect((await readOverlay(page))?.shapes).toHaveLength(2))
    const takePicture = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme })
      const [x = 0, y = 0] =
        (await readOverlay(page))?.shapes[0]?.transform.split(',').map(Number.parseFloat) ?? []
      return page.screenshot({ clip: { x: x + 1, y: y + 1, width: 10, height: 10 } })
    }
    // What is in the tree is painted some frames later.
    await eventually(async () => {
      const [light, dark] = [await takePicture('light'), await takePicture('dark')]
      expect(light.equals(dark)).toBe(true)
      expect(await findContrast(light)).toBeGreaterThanOrEqual(4.5)
    })
    await page.emulateMedia({ colorScheme: null })
  })
})

/** Between the lightest and the darkest point of a picture, as WCAG reckons it. */
async function findContrast(picture: Buffer): Promise<number> {
  await bare.goto('about:blank')
  return bare.evaluate(
    async (address) => {
      const image = await createImageBitmap(await (await fetch(address)).blob())
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
      canvas?.drawImage(image, 0, 0)
      const { data = [] } = canvas?.getImageData(0, 0, image.width, image.height) ?? {}
      const linear = (value = 0) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4)
      const lights: number[] = []
      for (let at = 0; at < data.length; at += 4)
        lights.push(0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]))
      return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  )
}

it('shows a missing reply by its shape, and asks again when it is time', async () => {
  await harness.tell({ failing: { code: 'provider-unavailable', retryAfter: 1 } })
  const page = await harness.open('strict-csp.html')
  const drawings = async () => (await readOverlay(page))?.shapes.map(({ drawing }) => drawing)
  await eventually(async () => expect(await drawings()).toHaveLength(2))
  const unanswered = (await drawings())?.[0]
  expect(await drawings()).toEqual([unanswered, unanswered])
  await harness.tell({ failing: null })
  await eventually(async () => expect(await drawings()).not.toContain(unanswered))
})

it('draws its shapes in place on a page that magnifies itself', async () => {
  const page = await harness.open('strict-csp.html')
  await page.evaluate(() => document.documentElement.style.setProperty('zoom', '1.5'))
  const { x, y } = await placeOf(page, 'inq_eJdzggBtipjLoCaEDnsq7UjN')
  await eventually(async () => {
    const places = (await readOverlay(page))?.shapes.map(({ transform }) =>
      transform.split(',').map(Number.parseFloat),
    )
    const [left = 0, top = 0] = places?.toSorted(([a = 0], [b = 0]) => a - b)[0] ?? []
    expect(left).toBeGreaterThan(x)
    expect(Math.abs(top - y)).toBeLessThan(25)
  })
  const cdp = await page.context().newCDPSession(page)
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true })
  expect(JSON.stringify(root)).toMatch(/zoom: 0\.666/)
})

describe('a shape lives with the page', () => {
  const ID = 'inq_S7A8PsDSsK71vJysKoAjSNKk'
  const write = async (html: string) => {
    await harness.tell({})
    const page = await harness.open('plain.html')
    await page.evaluate((body) => {
      document.body.innerHTML = body
    }, html)
    return page
  }
  const shapeOf = async (page: Page) => {
    const { shapes = [] } = (await readOverlay(page)) ?? {}
    expect(shapes).toHaveLength(1)
    const [left = 0, top = 0] = shapes[0]?.transform.split(',').map(Number.parseFloat) ?? []
    return { left, top }
  }
  const expectBeside = (page: Page) =>
    eventually(async () => {
      const { left, top } = await shapeOf(page)
      const box = await page.evaluate((id) => {
        const text = document.querySelector('#text')?.firstChild
        if (!(text instanceof Text)) throw new Error('There is no text')
        const range = new Range()
        range.setStart(text, text.data.indexOf(id))
        range.setEnd(text, text.data.indexOf(id) + id.length)
        return range.getBoundingClientRect().toJSON()
      }, ID)
      expect(Math.abs(left + 5 - box.right) + Math.abs(top + 8 - box.top)).toBeLessThan(2)
    })

  it.each<[string, string, (page: Page) => Promise<unknown>]>([
    [
      'from right to left',
      `<p id="text" dir="rtl">\u05E9\u05DC\u05D5\u05DD ${ID} \u05DB\u05D0\u05DF</p>`,
      (page) => page.setViewportSize({ width: 900, height: 700 }),
    ],
    [
      'turned and enlarged',
      `<p id="text" style="transform-origin:0 0;transform:translate(90px,80px) scale(1.4)">${ID}</p>`,
      (page) => page.evaluate("document.querySelector('#text').style.transform = 'translate(20px,200px)'"),
    ],
    [
      'in what scrolls in what scrolls',
      `<div id="outer" style="height:300px;overflow:auto"><div style="height:100px"></div><div id="inner" style="height:150px;overflow:auto">
        <div style="height:80px"></div><p id="text">${ID}</p><div style="height:900px"></div></div><div style="height:900px"></div></div>`,
      (page) =>
        page.evaluate(
          'document.querySelector("#outer").scrollTop = 40; document.querySelector("#inner").scrollTop = 30',
        ),
    ],
    [
      'in a header that sticks',
      `<div style="height:120px"></div><header id="text" style="position:sticky;top:20px">${ID}</header><div style="height:3000px"></div>`,
      (page) => page.evaluate('scrollTo(0, 900)'),
    ],
    [
      'whose host the page moves',
      `<p id="text">${ID}</p><div id="there" style="position:fixed;left:300px;transform:scale(2)"></div>`,
      (page) =>
        page.evaluate('document.querySelector("#there").append(document.documentElement.lastElementChild)'),
    ],
  ])('%s', async (_, html, act) => {
    const page = await write(html)
    await expectBeside(page)
    await act(page)
    await page.mouse.move(5, 5)
    await expectBeside(page)
    await eventually(async () => expect((await readOverlay(page))?.home).toBe('html'))
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  /** Of what is drawn above the line of the ID, where no letter stands. */
  const inkOf = async (page: Page) => {
    const { left, top } = await shapeOf(page)
    return findContrast(await page.screenshot({ clip: { x: left + 1, y: top + 1, width: 14, height: 6 } }))
  }

  it('is drawn over an element that fills the screen, and in forced colours, and never printed', async () => {
    const page = await write(
      `<main style="background:#fff"><p id="text" style="font:16px sans-serif">${ID}</p></main>`,
    )
    await eventually(async () => expect(await inkOf(page)).toBeGreaterThan(2))
    await page.emulateMedia({ forcedColors: 'active' })
    await eventually(async () => expect(await inkOf(page)).toBeGreaterThan(2))
    await page.emulateMedia({ forcedColors: null, media: 'print' })
    await eventually(async () => expect(await inkOf(page)).toBe(1))
    await page.emulateMedia({ media: null })
    await page.mouse.click(600, 400)
    await page.evaluate('document.querySelector("main").requestFullscreen()')
    await eventually(async () => expect(await inkOf(page)).toBeGreaterThan(2))
    await page.evaluate('document.exitFullscreen()')
    await eventually(async () => expect(await inkOf(page)).toBeGreaterThan(2))
  })
})

it('marks a text that the page moves into a frame there, and here no longer', async () => {
  await harness.tell({})
  const page = await harness.open('frames.html')
  await expectMarks(page)
  const moved = await page.evaluate(() => {
    const paragraph = document.createElement('p')
    paragraph.append('inq_S7A8PsDSsK71vJysKoAjSNKk')
    document.body.append(paragraph)
    return paragraph.textContent
  })
  await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(moved))
  const index = await page.evaluate((id) => {
    const text = document.body.lastElementChild?.firstChild
    const frames = [...document.querySelectorAll('iframe')]
    const found = frames.findIndex((frame) => frame.contentDocument?.body.textContent?.includes('inq_'))
    if (text?.nodeValue === id) frames[found]?.contentDocument?.body.append(text)
    return found
  }, moved)
  const inner = await (await page.locator('iframe').nth(index).elementHandle())?.contentFrame()
  await eventually(async () => {
    expect(await readMarked(page.mainFrame())).not.toContain(moved)
    if (inner) expect(await readMarked(inner)).toContain(moved)
  })
  expect(await harness.order(page, 'to-page:list')).not.toMatchObject({
    ids: expect.arrayContaining([moved]),
  })
})

it('leaves no trace when the site is taken back', async () => {
  const page = await harness.open('plain.html')
  await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(5))
  await harness.tell({})
  await harness.order(page, 'to-page:access')
  await eventually(async () => expect(await harness.asked('page:found')).toHaveLength(1))
  await harness.order(page, 'to-page:list')
  expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(5)
  await harness.tell({ stays: false })
  await harness.order(page, 'to-page:access')
  await eventually(async () => expect(await page.evaluate(() => CSS.highlights.size)).toBe(0))
  await harness.tell({ stays: true })
  expect((await serialise(page)).ours).toBe(0)
  await page.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<p>inq_S7A8PsDSsK71vJysKoAjSNKk</p>'),
  )
  // Nothing of ours is left that could be asked: longer than a page must rest before it is looked at.
  await page.waitForTimeout(250)
  expect(await page.evaluate(() => CSS.highlights.size)).toBe(0)
})

it('runs once in a frame, however often it is put there', async () => {
  await harness.tell({})
  const page = await harness.open('plain.html')
  await expectMarks(page)
  const tab = `chrome.tabs.query({}).then((tabs) => tabs.find(({ url }) => url === ${JSON.stringify(page.url())}).id)`
  await harness.background.evaluate(
    `${tab}.then((tabId) => chrome.scripting.executeScript({ target: { tabId }, files: ['page.js'] }))`,
  )
  expect((await serialise(page)).ours).toBe(1)
  await page.evaluate(() => document.body.append('inq_S7A8PsDSsK71vJysKoAjSNKz'))
  await expectMarks(page, 'inq_S7A8PsDSsK71vJysKoAjSNKz')
  await eventually(async () =>
    expect(await harness.asked('page:found')).toEqual([{ count: 20 }, { count: 21 }]),
  )
})

/** Where one line of text goes on, and where it does not. */
const INLINE = [
  '<wbr>',
  '<b>',
  '<mark>',
  '<span>',
  '<a href="/">',
  '<span class="fern">',
  '<i style="display:contents">',
  '<em></em>',
  '<!-- -->',
  '&shy;',
  '&#8205;',
]
const APART = [
  '<br>',
  '<div>',
  '<span style="display:block">',
  '<b style="display:inline-block">',
  ' ',
  '<img>',
]

it('finds a broken ID if, and only if, the unbroken text holds it', async () => {
  const alphabet = 'inqse_ABCDEFabcdef123456- ,'
  const id = fc.constantFrom('inq_eJdzggBtipjLoCaEDnsq7UjN', 'iqse_HNvsRRpBAKNWyUkESspJYrh7', 'inq_ABC123')
  const other = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 4 })
  const part = fc.oneof(id, other, fc.constantFrom(' ', ', '))
  const text = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
  const tag = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...INLINE) }, fc.constantFrom(...APART))
  const cut = fc.tuple(fc.nat(60), tag)
  const cases = fc.sample(fc.tuple(text, fc.array(cut, { maxLength: 5 })), { numRuns: 600, seed: 18 })
  const written = cases.map(([whole, cuts]) => {
    const letters = [...whole].map((letter) => ({ html: letter, read: letter }))
    for (const [at, by] of cuts) {
      const letter = letters[at % letters.length]
      if (!letter) continue
      const name = /^<(b|mark|span|a|i|div)\b/.exec(by)?.[1]
      letter.html = name ? `${by}${letter.html}</${name}>` : by + letter.html
      if (APART.includes(by)) letter.read = name ? `\n${letter.read}\n` : `\n${letter.read}`
    }
    const html = letters.map((letter) => letter.html).join('')
    const ids = findObjectIds(letters.map(({ read }) => read).join('')).map((found) => found.id)
    return { html, ids }
  })
  expect(written.flatMap(({ ids }) => ids).length).toBeGreaterThan(150)
  await harness.tell({})
  const page = await harness.open('plain.html')
  await page.evaluate((all) => {
    document.body.innerHTML = all.map(({ html }) => `<section>${html}</section>`).join('')
  }, written)
  const ids = written.flatMap((one) => one.ids)
  await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(ids.length))
  expect(await readMarked(page.mainFrame())).toEqual(ids.toSorted())
})

it('reads the positions of what is in view alone, and none while nothing moves', async () => {
  await harness.tell({})
  const page = await harness.open('plain.html')
  await harness.inOurWorld(
    page,
    `(() => {
    const { getClientRects } = Range.prototype
    globalThis.reads = 0
    Range.prototype.getClientRects = function () {
      globalThis.reads++
      return getClientRects.call(this)
    }
  })()`,
  )
  const reads = async () => Number(await harness.inOurWorld(page, 'globalThis.reads'))
  /** Longer than a page counts as moving after a change. */
  const rest = async () => {
    let before = -1
    await eventually(async () => {
      const now = await reads()
      const isAtRest = now === before
      before = now
      if (!isAtRest) await page.waitForTimeout(700)
      expect(isAtRest).toBe(true)
    })
    return before
  }
  await page.evaluate(() => {
    const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
    const line = (_: unknown, at: number) =>
      `${at}: inq_${alphabet[at % 24]}${alphabet[((at / 24) % 24) | 0]}${alphabet[(at / 576) | 0]}jLoCaEDnsq7UjNab2c3d4e5f\n`
    const block = document.createElement('pre')
    block.textContent = Array.from({ length: 1000 }, line).join('')
    document.body.replaceChildren(block)
  })
  await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(1000))
  await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(20))
  const before = await rest()
  expect(before).toBeLessThan(1000)
  await page.evaluate(() => window.scrollTo(0, 9000))
  await eventually(async () => expect(await reads()).toBeGreaterThan(before))
  expect((await rest()) - before).toBeLessThan(500)
  const { shapes = [] } = (await readOverlay(page)) ?? {}
  const tops = shapes.map(({ transform }) => Number.parseFloat(transform.split(',')[1] ?? ''))
  expect(shapes.length).toBeGreaterThan(20)
  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(1000)
})

it('does nothing while the page is hidden, however much changes, and catches up when it is shown', async () => {
  await harness.tell({})
  const page = await harness.open('plain.html')
  await expectMarks(page)
  await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(0))
  const hide = (isHidden: boolean) =>
    harness.inOurWorld(
      page,
      `(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} })
    document.dispatchEvent(new Event('visibilitychange'))
  })()`,
    )
  const turns = async () => Number(await harness.inOurWorld(page, 'globalThis.turns.length'))
  await hide(true)
  // What was under way ends.
  let before = -1
  await eventually(async () => {
    const last = before
    before = await turns()
    if (last !== before) await page.waitForTimeout(700)
    expect(before).toBe(last)
  })
  const marked = await readMarked(page.mainFrame())
  const asked = (await harness.asked('page:lookup')).length
  await page.evaluate(async () => {
    for (let round = 0; round < 60; round++) {
      const line = document.createElement('p')
      line.textContent = `Round ${round}: inq_CZgsah6w6FToJrEoQR1Kipoz`
      document.body.prepend(line)
      if (round > 4) line.nextElementSibling?.remove()
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
  })
  await page.waitForTimeout(700)
  expect(await turns()).toBe(before)
  expect(await readMarked(page.mainFrame())).toEqual(marked)
  expect(await harness.asked('page:lookup')).toHaveLength(asked)
  await hide(false)
  await eventually(async () =>
    expect(await readMarked(page.mainFrame())).toContain('inq_CZgsah6w6FToJrEoQR1Kipoz'),
  )
})
