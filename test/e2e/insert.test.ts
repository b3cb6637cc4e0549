/** A reply inserted into the help desk's editor, from the card and from the panel. */
import { join } from 'node:path'
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { sample } from '@inquiry-lens/shared/testing/thoroughness.ts'
import type { Frame, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { pairWithRelay, type RequestRelay } from '../harness/ask-relay.ts'
import { buildOnce } from '../harness/build-once.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { DESKS, type ServedPages, servePages } from '../pages/serve-pages.ts'
import { openCard } from './open-card.ts'
import { eventually, press, readMarked, readOverlay, restOn } from './page/page-stage.ts'

let harness: Harness
let inquiry: string
let page: Page
let card: Frame
let reply: string
let requestAsAuditor: RequestRelay

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  await harness.browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  requestAsAuditor = await pairWithRelay(harness, 'otto@example.com', 'auditor')
  const options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
  inquiry = harness.providers.control.known().persona.sandbox['three-retries']?.inquiry ?? ''
  ;({ page, card } = await openCard(harness, inquiry))
  page.setDefaultTimeout(8_000)
  reply = (await card.locator('.reply-text').textContent()) ?? ''
})
afterAll(() => harness.close())

const CHECK = 'Reply inserted. Check whether this is a reply or a note.'

/** Instead of the ticket's own editor. */
async function drawEditors(html: string): Promise<void> {
  // A card may cover them.
  await page.mouse.move(1270, 790)
  await eventually(async () => expect((await readOverlay(page))?.card?.isShown).toBe(false))
  await page.evaluate((drawn) => {
    document.querySelector('textarea')?.closest('p')?.remove()
    document.querySelector('#desk')?.remove()
    const desk = document.createElement('section')
    desk.id = 'desk'
    desk.innerHTML = drawn
    document.querySelector('main')?.append(desk)
  }, html)
}

/** Resolves to what the card says. */
async function insert(): Promise<string> {
  await restOn(page, inquiry)
  await press(card.getByRole('button', { name: 'Insert reply' }))
  const note = card.locator('.insert-note')
  await note.waitFor()
  const said = (await note.textContent()) ?? ''
  return said
}

const readEditor = (selector: string) =>
  page.locator(selector).evaluate((one) => (one instanceof HTMLTextAreaElement ? one.value : one.textContent))
const copied = () => page.evaluate(() => navigator.clipboard.readText())

async function readEntries(): Promise<unknown[]> {
  const answer = await requestAsAuditor(`/v1/audit?action=copy&id=${inquiry}`)
  return v.parse(AuditPageSchema, await answer.json()).items.map(({ about }) => about.form)
}

describe('into an editor of the page', () => {
  it.each([
    ['a textarea', '<textarea id="editor">Hi Mira, bye</textarea>'],
    ['rich text', '<div id="editor" contenteditable>Hi Mira, bye</div>'],
  ])('%s: at the caret, and undone by one Ctrl+Z', async (_, html) => {
    await drawEditors(html)
    const editor = page.locator('#editor')
    await editor.click()
    await page.keyboard.press('Control+Home')
    for (const _letter of 'Hi Mira, ') await page.keyboard.press('ArrowRight')
    // Elsewhere in between: the editor used last is still this one, and its caret.
    await page.locator('.meta').click({ clickCount: 2 })
    expect(await insert()).toBe(CHECK)
    expect(await readEditor('#editor')).toBe(`Hi Mira, ${reply}bye`)
    await page.keyboard.press('Control+z')
    await expect.poll(() => readEditor('#editor')).toBe('Hi Mira, bye')
  })

  it('leaves a selection as it is, and inserts behind it', async () => {
    await drawEditors('<div id="editor" contenteditable>Hi Mira, bye</div>')
    await page.locator('#editor').click()
    await page.keyboard.press('Control+a')
    expect(await insert()).toBe(CHECK)
    expect(await readEditor('#editor')).toBe(`Hi Mira, bye${reply}`)
  })

  it('has an audit entry of its own, written first', async () => {
    const before = await readEntries()
    await drawEditors('<textarea id="editor"></textarea>')
    await page.locator('#editor').click()
    await insert()
    expect(await readEntries()).toEqual(['inserted-reply', ...before])
  })

  it('nothing arrives where it can’t be recorded', async () => {
    await drawEditors('<textarea id="editor"></textarea>')
    await page.locator('#editor').click()
    await page.context().setOffline(true)
    const [worker] = page.context().serviceWorkers()
    await worker?.evaluate(() => {
      const real = globalThis.fetch
      globalThis.fetch = async () => Response.error()
      Object.assign(globalThis, { restoreFetch: () => Object.assign(globalThis, { fetch: real }) })
    })
    onTestFinished(async () => {
      await page.context().setOffline(false)
      await worker?.evaluate(() => Reflect.get(globalThis, 'restoreFetch')())
    })
    expect(await insert()).toMatch(/^Not inserted\. /)
    expect(await readEditor('#editor')).toBe('')
  })
})

describe('copied instead', () => {
  async function expectCopied(said: RegExp): Promise<void> {
    await page.evaluate(() => navigator.clipboard.writeText('before'))
    expect(await insert()).toMatch(said)
    await page.bringToFront()
    await expect.poll(copied).toBe(reply)
  }

  it.each([
    ['none was used', '<textarea id="editor">Hi</textarea>', () => {}],
    [
      'it was removed',
      '<textarea id="editor">Hi</textarea>',
      (one: HTMLElement) => one.replaceWith(one.cloneNode(true)),
    ],
    [
      'it is hidden',
      '<textarea id="editor">Hi</textarea>',
      (one: HTMLElement) => (one.style.display = 'none'),
    ],
    [
      'it is clipped away',
      '<div style="height:0;overflow:hidden"><textarea id="editor">Hi</textarea></div>',
      () => {},
    ],
    [
      'it is read-only',
      '<textarea id="editor">Hi</textarea>',
      (one: HTMLElement) => one.setAttribute('readonly', ''),
    ],
    ['it is a one-line field', '<input id="editor" value="Hi">', () => {}],
    [
      'it is in another frame',
      `<iframe srcdoc="<textarea autofocus>Hi</textarea>"></iframe><textarea id="editor" tabindex="-1">Hi</textarea>`,
      () => {},
    ],
  ])('where %s', async (name, html, change) => {
    await drawEditors(html)
    const one = page.locator('#editor')
    if (name === 'it is in another frame')
      await page.frameLocator('iframe').last().locator('textarea').click()
    else if (name !== 'none was used') {
      await one.focus()
      await one.evaluate(change)
    }
    const before = (await readEntries()).length
    await expectCopied(/^Copied instead: no editor/)
    if (name !== 'it is a one-line field') expect(await readEditor('#editor')).toBe('Hi')
    expect((await readEntries()).slice(0, -before)).not.toContain('inserted-reply')
  })

  it.each([
    [
      'an editor that ignores the text',
      (one: HTMLElement) => one.addEventListener('input', () => Object.assign(one, { value: 'Hi' })),
    ],
    ['an editor that takes half of it', (one: HTMLElement) => one.setAttribute('maxlength', '20')],
    [
      'an editor that sets its own text again',
      (one: HTMLElement) =>
        one.addEventListener('input', () => setTimeout(() => Object.assign(one, { value: 'Hi' }))),
    ],
  ])('%s is as it was', async (_, change) => {
    await drawEditors('<textarea id="editor">Hi</textarea>')
    await page.locator('#editor').click()
    await page.locator('#editor').evaluate(change)
    await expectCopied(/^Copied instead: the editor did not take it/)
    expect(await readEditor('#editor')).toBe('Hi')
  })
})

it('from the panel: into the page in front', async () => {
  await drawEditors('<textarea id="editor">Hi Mira, </textarea>')
  await restOn(page, inquiry)
  await press(card.getByRole('button', { name: 'Open in side panel' }))
  const panel = await harness.browser.attach('sidepanel')
  await panel.waitFor(`document.querySelector('.case .reply-text')`)
  await page.locator('#editor').focus()
  await page.keyboard.press('Control+End')
  await panel.clickButton('Insert reply')
  await panel.waitFor(`document.querySelector('.insert-note')`)
  expect(await panel.evaluate(`document.querySelector('.insert-note').textContent`)).toBe(CHECK)
  const text = await panel.evaluate(`document.querySelector('.reply-text').textContent`)
  expect(await readEditor('#editor')).toBe(`Hi Mira, ${text}`)
})

/** As real desks have them, from npm. */
describe('editors', () => {
  const LINES = 'Please try again.\nUse another document.\n\nThank you!'
  const NAMES = [
    'contenteditable',
    'plaintext-only',
    'react-textarea',
    'prosemirror',
    'tiptap',
    'quill',
    'lexical',
    'slate',
    'slate-empty',
    'ckeditor5',
    'squire',
    'tinymce',
    'draft',
  ]
  const editorIn = (name: string) =>
    page.locator(`#${name} :is(textarea, [contenteditable]:not([contenteditable=false]))`).first()
  /** A placeholder is no text. */
  const read = (name: string) =>
    editorIn(name).evaluate((one) => {
      if (one instanceof HTMLTextAreaElement) return one.value
      // biome-ignore lint/performance/useDomNodeTextContent: the lines as they are drawn
      return one instanceof HTMLElement ? one.innerText.replace('Your reply', '').trim() : ''
    })

  const linesOf = (shown: string) => shown.split('\n').filter((line) => /[!-~]/.test(line))

  beforeAll(async () => {
    await drawEditors('')
    const folder = await buildOnce('editors')
    await page.addScriptTag({ path: join(folder, 'editors.js'), type: 'module' })
    // A module runs some time after it was added.
    await page.waitForFunction(() => 'deskEditors' in window)
    await page.evaluate(async (names) => {
      for (const name of names) {
        const section = document.createElement('section')
        const ground = document.createElement('div')
        section.id = name
        section.append(ground)
        document.querySelector('main')?.append(section)
        await Reflect.get(window, 'deskEditors').mount(name, ground)
      }
    }, NAMES)
  })

  // One line goes into those that stand in desks below.
  it.each(NAMES)('several lines: %s', async (name) => {
    const before = await read(name)
    await editorIn(name).click()
    await page.keyboard.press('Control+End')
    await page.locator('.meta').click()
    expect(
      await card.evaluate((payload) => chrome.runtime.sendMessage({ name: 'card:reply.insert', payload }), {
        cardToken: new URL(card.url()).hash.slice(1),
        text: LINES,
        ids: [inquiry],
      }),
    ).toEqual({ ok: true, value: 'inserted' })
    expect(linesOf(await read(name)).join('\n')).toMatch(
      new RegExp(`^${before}\\n?${linesOf(LINES).join('\n')}$`),
    )
    await page.keyboard.press('Control+z')
    await expect.poll(() => read(name)).toBe(before)
  })
})

interface Rect {
  x: number
  y: number
  width: number
  height: number
}

const areApart = (one: Rect, other: Rect): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y

const joinLines = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Each with the habits of one, and an editor of the kind that stands there; every second one unless thorough. */
describe('desks', () => {
  let pages: ServedPages
  beforeAll(async () => {
    pages = await servePages()
    const options = await harness.browser.openTab('options.html')
    await letSiteIn(options, pages.urlOf(''))
    await options.close()
  })
  afterAll(() => pages?.close())

  it.each(sample(DESKS, 2))('%s', async (name) => {
    const desk = await harness.browser.context.newPage()
    onTestFinished(() => desk.close())
    await desk.goto(pages.urlOf(`desks/${name}.html?inquiry=${inquiry}`))
    await eventually(async () => expect(await readMarked(desk.mainFrame())).toContain(inquiry))
    await desk.evaluate('window.settled')
    const editor = desk.locator('#composer [contenteditable]:not([contenteditable=false])').first()
    // biome-ignore lint/performance/useDomNodeTextContent: the lines as they are drawn
    const read = async () => joinLines(await editor.innerText())
    await editor.click()
    await desk.keyboard.press('Control+End')
    await desk.keyboard.type(' look:')
    const before = await read()
    expect(before).toContain('look:')
    await restOn(desk, inquiry)
    const cardOf = () => desk.frames().find((one) => one.url().includes('/card.html'))
    await eventually(async () => expect(cardOf()).toBeDefined())
    const inCard = cardOf()
    if (!inCard) throw new Error('There is no card')
    await inCard.getByRole('button', { name: 'Insert reply' }).waitFor()
    await eventually(async () => {
      const over = await (await inCard.frameElement()).boundingBox()
      // With its toolbar.
      const under = await desk.locator('#composer').boundingBox()
      expect(over && under && areApart(over, under)).toBe(true)
    })
    await press(inCard.getByRole('button', { name: 'Insert reply' }))
    const note = inCard.locator('.insert-note')
    await note.waitFor()
    expect(await note.textContent()).toBe(CHECK)
    const [start, ...more] = (await read()).split(joinLines(reply))
    expect(start?.trim()).toBe(before)
    expect(more).toEqual([''])
  })
})
