/** From a page of a help desk to the provider and back, and everybody who has no business on that way. */
import { createHash, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, waitForDocument } from '../harness/browser.ts'
import { buildOnce } from '../harness/build-once.ts'
import { type Harness, openHarness, pairInOptions } from '../harness/harness.ts'
import { eventually, press, readMarked, readOverlay, restOn } from './page/page-stage.ts'

const CARD_TOKEN = '0b8b1f0e-6a3f-4d4e-9f0a-5d7a6f1f0c11'
const OTHER_CARD_TOKEN = '7c1b2f9d-3a54-4f5a-8f1d-2f6f1e4b9a22'

let harness: Harness
/** Speaks to the background as our own pages do, and sets scripts into pages as the background does. */
let options: Page
let page: Page
let helpDesk: Server
let address: string
let site: string

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  options = await pairInOptions(harness, 'ada@example.com')
  helpDesk = createServer(({ url }, answer) => {
    const ids = inquiries().map((id) => `<p>About <code>${id}</code></p>`)
    const [first, , , fourth, fifth] = Object.values(stories()).map(({ inquiry }) => inquiry)
    const frames = `<iframe srcdoc="${first} ${fourth}"></iframe><iframe sandbox srcdoc="${fifth}"></iframe>`
    const within = new URL(url ?? '', 'http://ticket').searchParams.get('around')
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    answer.end(
      `<!doctype html>${ids.join('')}${url?.endsWith('frames') ? frames : ''}${within ? `<iframe src="${within}"></iframe>` : ''}`,
    )
  })
  helpDesk.listen(0, '127.0.0.1')
  await once(helpDesk, 'listening')
  const place = helpDesk.address()
  if (place === null || typeof place === 'string') throw new Error('The page has no port')
  address = `http://127.0.0.1:${place.port}/tickets/1`
  site = `${new URL(address).origin}/*`
})
afterAll(async () => {
  await harness.close()
  helpDesk.close()
})
beforeEach(async () => {
  harness.providers.control.reset()
  page = await harness.browser.context.newPage()
})
afterEach(async () => {
  await page.close()
  for (const pattern of [site, otherSite()]) await request('app:sites.remove', { pattern })
})

/** The same pages under another name. */
const elsewhere = () => address.replace('127.0.0.1', 'localhost')
const otherSite = () => `${new URL(elsewhere()).origin}/*`

const request = (name: string, payload: unknown) =>
  options.evaluate((message) => chrome.runtime.sendMessage(message), { name, payload })

const tabIdOf = async (one: Page): Promise<number> => {
  const tabs = await options.evaluate(async () => chrome.tabs.query({}))
  const id = tabs.find(({ url }) => url === one.url())?.id
  if (id === undefined) throw new Error(`There is no tab at ${one.url()}`)
  return id
}

/** What our script in the page would be answered. */
const requestFromPage = async (name: string, payload: unknown) =>
  options.evaluate(
    async ([tabId, message]) => {
      const [first] = await chrome.scripting.executeScript({
        target: { tabId },
        func: (sent) => chrome.runtime.sendMessage(sent),
        args: [message],
      })
      return first?.result
    },
    [await tabIdOf(page), { name, payload }] as const,
  )

const badgeOf = async (one: Page) =>
  options.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), await tabIdOf(one))

const expectMarked = (one: Page, count: number) =>
  eventually(async () => expect(await readMarked(one.mainFrame())).toHaveLength(count))
const expectBadge = (one: Page, text: string) => eventually(async () => expect(await badgeOf(one)).toBe(text))
const expectStates = (one: Page, count: number) =>
  eventually(async () => expect((await readOverlay(one))?.shapes).toHaveLength(count))

const stories = () => harness.providers.control.known().persona.sandbox
const inquiries = () =>
  Object.values(stories())
    .slice(0, 3)
    .map(({ inquiry }) => inquiry)
const inquiryCalls = () => harness.providers.control.calls()['GET /api/v1/inquiries'] ?? 0

/** As Chrome makes an extension's ID of its key. */
const idOfKey = (key: Buffer) =>
  createHash('sha256')
    .update(key)
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))

const REFUSED = { ok: false, error: { code: 'extension-error' } }

describe('a site', () => {
  it('is left alone until it is added, and then marked in open tabs and in new ones', async () => {
    await page.goto(address)
    await page.waitForTimeout(300)
    expect(await readMarked(page.mainFrame())).toEqual([])
    expect(await request('app:page.look', { tabId: await tabIdOf(page) })).toMatchObject({
      value: { site: 'grantable', pattern: site, ids: [] },
    })

    expect(await request('app:sites.add', { pattern: site })).toMatchObject({
      ok: true,
      value: { sites: [site] },
    })
    await expectMarked(page, 3)
    await expectBadge(page, '3')
    await expectStates(page, 3)
    expect(await request('app:page.look', { tabId: await tabIdOf(page) })).toMatchObject({
      value: { site: 'granted', host: new URL(address).host, ids: inquiries() },
    })

    const another = await harness.browser.context.newPage()
    await another.goto(`${address}?another`)
    await expectMarked(another, 3)
    await expectBadge(another, '3')
    await another.goto('about:blank')
    await another.close()
  })

  it('is the only one: another host is none of ours', async () => {
    await request('app:sites.add', { pattern: site })
    await page.goto(elsewhere())
    await page.waitForTimeout(500)
    expect(await readMarked(page.mainFrame())).toEqual([])
  })

  it('is let go of at once when it is removed, without a trace', async () => {
    await request('app:sites.add', { pattern: site })
    await page.goto(address)
    await expectStates(page, 3)
    expect(await request('app:sites.remove', { pattern: site })).toMatchObject({ value: { sites: [] } })
    await expectMarked(page, 0)
    await expectBadge(page, '')
    expect(await readOverlay(page)).toBeUndefined()
    await page.reload()
    await page.waitForTimeout(300)
    expect(await readMarked(page.mainFrame())).toEqual([])
  })

  it('counts what is in its frames too, sandboxed ones among them, and an ID once that is in several', async () => {
    await request('app:sites.add', { pattern: site })
    await page.goto(`${address}?frames`)
    await expectBadge(page, '5')
    expect(await request('app:page.look', { tabId: await tabIdOf(page) })).toMatchObject({
      value: {
        ids: Object.values(stories())
          .slice(0, 5)
          .map(({ inquiry }) => inquiry),
      },
    })
    await page.evaluate(() => document.querySelector('iframe')?.remove())
    await expectBadge(page, '4')
  })

  it('lists what stands in addresses and fields, and offers the site of a frame that it may not enter', async () => {
    await request('app:sites.add', { pattern: site })
    await page.goto(`${address}?around=${encodeURIComponent(elsewhere())}`)
    await expectMarked(page, 3)
    const named = ['inq_InAnAddressAlone00000', 'inq_InAReadOnlyField00000', 'inq_InAReadOnlyEditor0000']
    await page.evaluate(([link, field, editor]) => {
      document.body.insertAdjacentHTML(
        'beforeend',
        `<a href="https://app.withpersona.com/dashboard/inquiries/${link}?tab=1">Open</a>
        <input readonly value="${field}"><input value="inq_BeingTyped0000000000">
        <input type="password" readonly value="inq_APassword00000000000">
        <div role="textbox" aria-readonly="true">${editor}</div>
        <div style="display:none"><a href="/inq_HiddenLink0000000000">Open</a></div>`,
      )
    }, named)
    const tabId = await tabIdOf(page)
    expect(await request('app:page.look', { tabId })).toMatchObject({
      value: { ids: [...inquiries(), ...named], hidden: [], frames: [otherSite()] },
    })
    const inner = page.frames()[1]
    if (!inner) throw new Error('There is no frame in the page')
    expect(await readMarked(inner)).toEqual([])
    await request('app:sites.add', { pattern: otherSite() })
    await eventually(async () => expect(await readMarked(inner)).toHaveLength(3))
    expect(await request('app:page.look', { tabId })).not.toHaveProperty('value.frames')
  })

  it('is let go of in frames within other pages, where frames of another site stay', async () => {
    await request('app:sites.add', { pattern: site })
    await request('app:sites.add', { pattern: otherSite() })
    await page.goto(`${elsewhere()}?around=${encodeURIComponent(address)}`)
    const [outer, inner] = page.frames()
    if (!outer || !inner) throw new Error('There is no frame in the page')
    const expectIn = (frame: Frame, count: number) =>
      eventually(async () => expect(await readMarked(frame)).toHaveLength(count))
    await expectIn(outer, 3)
    await expectIn(inner, 3)
    // The site around it first: the browser says no more then whose page this is.
    await request('app:sites.remove', { pattern: otherSite() })
    await expectIn(outer, 0)
    await page.waitForTimeout(300)
    await expectIn(inner, 3)
    await expectBadge(page, '3')
    await request('app:sites.remove', { pattern: site })
    await expectIn(inner, 0)
    await expectBadge(page, '')
  })

  it('goes on after the background was stopped', async () => {
    await request('app:sites.add', { pattern: site })
    await harness.browser.killBackground()
    await page.goto(address)
    await expectStates(page, 3)
    await expectBadge(page, '3')
  })
})

describe('a page that was scanned once', () => {
  it('by the true toolbar button and popup: its IDs are marked and looked up, until it is left', async () => {
    await page.goto(elsewhere())
    const popup = await harness.browser.clickToolbarButton(page)
    const tabId = await tabIdOf(page)
    const scanned = await popup.evaluate(
      `chrome.runtime.sendMessage({ name: 'app:page.scan', payload: { tabId: ${tabId} } })`,
    )
    expect(scanned).toMatchObject({ ok: true, value: { ids: inquiries() } })
    await expectMarked(page, 3)
    await expectStates(page, 3)
    expect(await badgeOf(page)).toBe('3')
    expect(await requestFromPage('page:lookup', { ids: inquiries() })).toMatchObject({ ok: true })

    await page.goto(`${elsewhere()}?next`)
    await page.waitForTimeout(300)
    expect(await readMarked(page.mainFrame())).toEqual([])
    expect(await badgeOf(page)).toBe('')
    expect(await requestFromPage('page:lookup', { ids: inquiries() })).toEqual(REFUSED)
  })

  it('is shown as closed where the browser admits no extension', async () => {
    await page.goto('chrome://version')
    await page.bringToFront()
    const tabId = await options.evaluate(async () => (await chrome.tabs.query({ active: true }))[0]?.id)
    expect(await request('app:page.look', { tabId })).toMatchObject({ value: { site: 'closed' } })
    expect(await request('app:page.scan', { tabId })).toMatchObject({
      ok: false,
      error: { code: 'page-closed' },
    })
  })
})

describe('a look-up', () => {
  beforeEach(async () => {
    await request('app:sites.add', { pattern: site })
  })

  it('from the page is one call to the provider, and tells it what the IDs mean and nothing more', async () => {
    const before = inquiryCalls()
    await page.goto(address)
    await expectStates(page, 3)
    const reply = JSON.stringify(await requestFromPage('page:lookup', { ids: inquiries() }))
    expect(JSON.parse(reply).value.items).toHaveLength(3)
    for (const item of JSON.parse(reply).value.items) {
      expect(Object.keys(item).sort()).toEqual(['id', 'outcome', 'state'])
    }
    expect(inquiryCalls() - before).toBeLessThanOrEqual(1)
    expect(await request('app:lookup', { ids: inquiries() })).toMatchObject({
      ok: true,
      value: { items: [{ summary: { kind: 'inquiry' } }, {}, {}], source: { environment: 'sandbox' } },
    })
  })

  it('shows an unknown ID as not found', async () => {
    await page.goto(address)
    await expectMarked(page, 3)
    const id = 'inq_NobodyHasThisInquiry1234'
    expect(await requestFromPage('page:lookup', { ids: [id] })).toEqual({
      ok: true,
      value: { items: [{ id, outcome: 'not-found' }] },
    })
  })

  /** Resolves while the provider is asked about this ID, which the relay must not have seen before. */
  async function loadWithLateStates(unseen: string): Promise<void> {
    const { control } = harness.providers
    control.faults([{ fault: 'stall', ms: 1_500, times: 1 }])
    await page.goto(address)
    await page.evaluate((id) => document.body.prepend(`${id} `), unseen)
    await eventually(async () => expect(control.callsNaming(unseen)).toBeGreaterThan(0))
  }

  it('outlives the background: the page asks again, and shows the states', async () => {
    await loadWithLateStates('inq_AskedBeforeAnEviction123')
    await harness.browser.killBackground()
    await page.bringToFront()
    await expectStates(page, 4)
  })

  it('outlives a navigation: the next page has its own states, and its own number', async () => {
    await loadWithLateStates('inq_AskedBeforeANavigation12')
    await page.goto(`${address}?next`)
    await expectStates(page, 3)
    await expectBadge(page, '3')
    await page.goto('about:blank')
    await page.goBack()
    await expectBadge(page, '3')
  })

  it('ends with the sign-in: in the page without a word, in the panel with the reason', async () => {
    await page.goto(address)
    await expectStates(page, 3)
    await harness.admin.revoke('ada@example.com')
    const id = 'inq_AnotherThatNobodyHas1234'
    expect(await requestFromPage('page:lookup', { ids: [id] })).toEqual({
      ok: false,
      error: { code: 'signed-out' },
    })
    expect(await request('app:case.get', { id: inquiries()[0] })).toMatchObject({
      ok: false,
      error: { code: 'signed-out' },
    })
    const held = await options.evaluate(async () => JSON.stringify(await chrome.storage.session.get()))
    expect(held).not.toMatch(/lens_|"case:|"list:/)
    expect(held).toContain('signedOut')
    await options.reload()
    await pairInOptions(harness, 'ada@example.com', options)
    await expect.poll(() => requestFromPage('page:lookup', { ids: inquiries() })).toMatchObject({ ok: true })
  })
})

describe('a case', () => {
  it('is found from an inquiry, a session, an event, and a line of text', async () => {
    const { inquiry, sessions, events } = stories().approved ?? Object.values(stories())[0] ?? {}
    for (const id of [inquiry, sessions?.[0], events?.[0], `She wrote: “${inquiry}”.`]) {
      expect(await request('app:case.get', { id }), id).toMatchObject({
        ok: true,
        value: { inquiry: { id: inquiry }, source: { environment: 'sandbox' } },
      })
    }
    const held = await options.evaluate(async () => Object.keys(await chrome.storage.session.get()))
    expect(held).toContain(`case:${inquiry}`)
    expect(await request('app:case.get', { id: 'no ID at all' })).toMatchObject({
      ok: false,
      error: { code: 'id-not-recognised' },
    })
    expect(await request('app:case.get', { id: 'inq_NobodyHasThisInquiry1234' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    })
  })
})

describe('the card', () => {
  beforeEach(async () => {
    await request('app:sites.add', { pattern: site })
    await page.goto(address)
    await expectStates(page, 3)
  })

  /** A card in a frame of the page, made as our script makes it, with this token; resolves to what it is answered. */
  async function requestFromCard(cardToken: string, name: string, payload: object) {
    const address = await options.evaluate(
      async ([tabId, mark]) => {
        const [first] = await chrome.scripting.executeScript({
          target: { tabId },
          func: (hash) => {
            const frame = document.createElement('iframe')
            frame.src = `${chrome.runtime.getURL('card.html')}#${hash}`
            document.body.append(frame)
            return frame.src
          },
          args: [mark],
        })
        return first?.result
      },
      [await tabIdOf(page), cardToken] as const,
    )
    expect(address).toContain('/card.html')
    const frames = () => page.frames().filter((one) => one.url().endsWith(`/card.html#${cardToken}`))
    const before = frames().length
    await expect.poll(() => frames().length).toBeGreaterThanOrEqual(Math.max(1, before))
    const card = frames().at(-1)
    if (card) await waitForDocument(card)
    return card?.evaluate((message) => chrome.runtime.sendMessage(message), {
      name,
      payload: { cardToken, ...payload },
    })
  }

  it('of ours is served: the case and where to look at it', async () => {
    expect(await requestFromPage('page:card', { cardToken: CARD_TOKEN })).toEqual({ ok: true, value: null })
    const id = inquiries()[0]
    expect(await requestFromCard(CARD_TOKEN, 'card:case.get', { id })).toMatchObject({
      ok: true,
      value: { inquiry: { id } },
    })
  })

  it('without a registered card token is refused, nor a second one with it', async () => {
    const id = inquiries()[0]
    expect(await requestFromCard(OTHER_CARD_TOKEN, 'card:case.get', { id })).toMatchObject(REFUSED)
    expect(await requestFromCard(OTHER_CARD_TOKEN, 'card:config.get', {})).toMatchObject(REFUSED)
    await requestFromPage('page:card', { cardToken: OTHER_CARD_TOKEN })
    const answers = [
      await requestFromCard(OTHER_CARD_TOKEN, 'card:config.get', {}),
      await requestFromCard(OTHER_CARD_TOKEN, 'card:config.get', {}),
    ]
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true])
  })

  it('asks nothing that is the panel’s', async () => {
    const cardToken = crypto.randomUUID()
    await requestFromPage('page:card', { cardToken })
    expect(await requestFromCard(cardToken, 'app:sessions.list', {})).toMatchObject(REFUSED)
    expect(await requestFromCard(cardToken, 'page:lookup', { ids: inquiries() })).toMatchObject(REFUSED)
  })

  it.each<[string, () => string, number]>([
    ['a low frame of another host', () => `${elsewhere()}?around=${encodeURIComponent(address)}`, 1],
    [
      'a frame in a frame of another host',
      () =>
        `${address}?around=${encodeURIComponent(`${elsewhere()}?around=${encodeURIComponent(`${address}?frames`)}`)}`,
      2,
    ],
  ])('over a mark in %s is drawn by the page, with the case in it', async (_, outer, depth) => {
    await request('app:sites.add', { pattern: otherSite() })
    await page.goto(outer())
    const depthOf = (frame: Frame): number => {
      const parent = frame.parentFrame()
      return parent ? depthOf(parent) + 1 : 0
    }
    const inner = page.frames().find((frame) => depthOf(frame) === depth && frame.url().startsWith(address))
    if (!inner) throw new Error('There is no such frame')
    await eventually(async () => expect(await readMarked(inner)).toHaveLength(3))
    const mark = inner.locator('code').nth(1)
    const cardIn = () =>
      page
        .mainFrame()
        .childFrames()
        .find((frame) => frame.url().includes('/card.html#'))
    await eventually(async () => {
      await mark.scrollIntoViewIfNeeded()
      const box = await mark.boundingBox()
      await page.mouse.move(1200, 700)
      await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 5)
      await page.mouse.move((box?.x ?? 0) + 24, (box?.y ?? 0) + 5)
      await cardIn()
        ?.getByText(inquiries()[1] ?? '')
        .first()
        .waitFor({ timeout: 5_000 })
      expect((await readOverlay(page))?.card?.isShown).toBe(true)
    })
    // Beside its ID, which the frames around it do not know.
    const box = await mark.boundingBox()
    const [left = 0, top = 0] =
      (await readOverlay(page))?.card?.transform.split(',').map((part) => Number.parseFloat(part)) ?? []
    expect(Math.abs(left - (box?.x ?? 0))).toBeLessThan(12)
    expect(top - (box?.y ?? 0) - (box?.height ?? 0)).toBeGreaterThan(0)
    expect(top - (box?.y ?? 0) - (box?.height ?? 0)).toBeLessThan(14)
    await page.mouse.move(1200, 700)
    await eventually(async () => expect((await readOverlay(page))?.card?.isShown).toBe(false))
  })

  it('is shown on hover with the case in it, and opens the side panel on it by its button', async () => {
    const [id = ''] = inquiries()
    await page.mouse.move(1200, 700)
    await page.mouse.move(1201, 700)
    const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html#'))
    await expect.poll(cardOf).toBeDefined()
    await restOn(page, id)
    const card = cardOf()
    if (!card) throw new Error('There is no card')
    await card.getByText(id).first().waitFor()
    await press(card.getByRole('button', { name: /side panel/i }))
    const panel = await harness.browser.attach('sidepanel')
    await panel.waitFor(`document.body.innerText.includes(${JSON.stringify(id)})`)
  })
})

describe('who has no business', () => {
  const FORBIDDEN: [string, unknown][] = [
    ['app:sessions.list', {}],
    ['app:lookup', { ids: ['inq_Fictional1'] }],
    ['app:account.sign-out', null],
    ['app:sites.add', { pattern: 'https://evil.example.com/*' }],
    ['app:nothing', null],
    ['card:case.get', { cardToken: CARD_TOKEN, id: 'inq_Fictional1' }],
    ['card:config.get', { cardToken: CARD_TOKEN }],
  ]

  it('our own script in a page, that speaks as one of our pages or as a card', async () => {
    await request('app:sites.add', { pattern: site })
    await page.goto(address)
    for (const [name, payload] of FORBIDDEN)
      expect(await requestFromPage(name, payload), name).toEqual(REFUSED)
    await options.getByRole('button', { name: 'Sign out' }).waitFor()
  })

  it('our own script on a site that was not added', async () => {
    await page.goto(elsewhere())
    for (const [name, payload] of [
      ['page:lookup', { ids: ['inq_Fictional1'] }],
      ['page:found', { count: 5 }],
      ['page:card', { cardToken: CARD_TOKEN }],
      ['page:load-overlay', null],
      ['page:load-card', null],
    ]) {
      expect(await requestFromPage(String(name), payload), String(name)).toEqual(REFUSED)
    }
    expect(await badgeOf(page)).toBe('')
  })

  it('another extension, whatever it claims to be', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = publicKey.export({ type: 'spki', format: 'der' })
    const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-other-'))
    const other = join(folder, 'other')
    await mkdir(other)
    await writeFile(
      join(other, 'manifest.json'),
      JSON.stringify({ manifest_version: 3, name: 'Another', version: '1', key: key.toString('base64') }),
    )
    await writeFile(join(other, 'popup.html'), '<!doctype html>')
    const browser = await launchBrowser({
      extension: await buildOnce('extension'),
      beside: other,
      headless: true,
    })
    const manager = await browser.context.newPage()
    await manager.goto(`chrome-extension://${idOfKey(key)}/popup.html`)
    const replies = await manager.evaluate(
      async ([ownId, messages]) =>
        Promise.all(
          messages.map(([name, payload]) =>
            chrome.runtime.sendMessage(ownId, { name, payload }).then(
              (reply) => JSON.stringify(reply ?? 'nothing'),
              (error: Error) => error.message,
            ),
          ),
        ),
      [browser.extensionId, FORBIDDEN] as const,
    )
    for (const reply of replies) expect(reply).toMatch(/Receiving end does not exist/)
    const framed = await manager.evaluate(async (address) => {
      const frame = document.createElement('iframe')
      frame.src = address
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 500))
      return frame.contentWindow?.length
    }, `chrome-extension://${browser.extensionId}/card.html`)
    expect(framed).toBe(0)
    for (const frame of manager.frames().slice(1)) expect(frame.url()).not.toContain('card.html')
    await browser.close()
    await rm(folder, { recursive: true })
  })
})
