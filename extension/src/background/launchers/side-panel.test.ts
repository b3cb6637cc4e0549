import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import { PANEL_REQUEST_MS, panelRequest } from '../../stored.ts'
import { createSidePanels, findFocus } from './side-panel.ts'

const ID = 'inq_7Yt3kNp9QwErTyUiAsDfGhJk'
const FOCUS = { case: ID }

beforeEach(() => {
  fakeBrowser.reset()
  vi.useRealTimers()
})

describe('the focus for a text', () => {
  const find = (text: string) =>
    findFocus(text, async () => [{ provider: 'persona', pattern: 'cust-######' }])

  it.each([
    ['an ID', ID, ID],
    ['an ID within a text', `see “${ID}”, please`, ID],
    ['another kind of ID', 'evt_7Yt3kNp9QwErTyUiAsDfGhJk', 'evt_7Yt3kNp9QwErTyUiAsDfGhJk'],
    ['a text without one, for the panel to say so', '  Hello there ', 'Hello there'],
    ['a very long text', 'x'.repeat(5_000), 'x'.repeat(200)],
  ])('is the case of %s', async (_what, text, shown) => {
    expect(await find(text)).toEqual({ case: shown })
  })

  it('is one of the company’s own numbers, where there is no ID beside it', async () => {
    expect(await find('about cust-700001, please')).toEqual({ reference: 'cust-700001' })
    expect(await find(`cust-700001 ${ID}`)).toEqual(FOCUS)
  })
})

describe('the panel of a window', () => {
  function setUp(more: Partial<Parameters<typeof createSidePanels>[0]> = {}) {
    let now = 1_000_000
    const waits: { ms: number; done: () => void }[] = []
    const parts = {
      hasTabs: async () => true,
      hasSidePanel: vi.fn(async (windowId: number) => windowId === 1),
      openPanelTab: vi.fn(async () => 9),
      // Short waits end at once.
      wait: (ms: number) =>
        new Promise<void>((done) => {
          if (ms < 1_000) {
            now += ms
            done()
          } else waits.push({ ms, done })
        }),
      now: () => now,
      ...more,
    }
    const pass = async (ms: number) => {
      now += ms
      for (const one of waits.splice(0)) one.done()
      await new Promise((done) => setTimeout(done))
    }
    return { ...parts, panels: createSidePanels(parts), pass }
  }
  const stored = () => fakeBrowser.storage.session.get(null)

  it('is the only panel that gets the request of its window', async () => {
    const { panels, openPanelTab } = setUp()
    panels.begin(1, Promise.resolve())
    expect(await panels.show(1, FOCUS)).toEqual(ok(null))
    expect(Object.keys(await stored())).toEqual([panelRequest('w1').key])
    expect(await panelRequest('w1').get()).toMatchObject({ focus: FOCUS })
    expect(openPanelTab).not.toHaveBeenCalled()
  })

  it('gets it also where the browser refuses to open a panel that stands there already', async () => {
    const { panels, openPanelTab } = setUp()
    panels.begin(1, Promise.reject(new Error('May only be called in response to a user gesture.')))
    expect(await panels.show(1, FOCUS)).toEqual(ok(null))
    expect(await panelRequest('w1').get()).toMatchObject({ focus: FOCUS })
    expect(openPanelTab).not.toHaveBeenCalled()
  })

  it('gets a request that expires after seconds and leaves no ID behind', async () => {
    const { panels, pass } = setUp()
    await panels.show(1, FOCUS)
    await pass(PANEL_REQUEST_MS)
    await vi.waitFor(async () => expect(await stored()).toEqual({}))
  })

  it('keeps a newer request when an older one expires', async () => {
    const { panels, pass } = setUp()
    await panels.show(1, { case: 'old' })
    await pass(PANEL_REQUEST_MS - 1)
    await panels.show(1, FOCUS)
    await pass(1)
    expect(await panelRequest('w1').get()).toMatchObject({ focus: FOCUS })
  })

  it.each<[string, number | undefined, (() => Promise<void>) | undefined]>([
    ['has none, without an error', 2, async () => {}],
    ['refuses it', 2, () => Promise.reject(new Error('user gesture'))],
    ['is not known', undefined, undefined],
  ])('is a tab where the window %s', async (_what, windowId, opening) => {
    const { panels } = setUp()
    if (windowId !== undefined && opening) panels.begin(windowId, opening())
    expect(await panels.show(windowId, FOCUS)).toEqual(ok(null))
    expect(Object.keys(await stored())).toEqual([panelRequest('t9').key])
  })

  it('says so where not even a tab opens', async () => {
    const { panels } = setUp({ openPanelTab: () => Promise.reject(new Error('no window')) })
    expect(await panels.show(2, FOCUS)).toMatchObject({ ok: false, error: { code: 'panel-closed' } })
    expect(await stored()).toEqual({})
  })

  it('removes expired requests after a restart and, at sign-out, all of them', async () => {
    await panelRequest('w5').set({ focus: FOCUS, madeAt: 0 })
    const { panels } = setUp()
    await panels.show(1, FOCUS)
    await panels.forgetOld()
    expect(Object.keys(await stored())).toEqual([panelRequest('w1').key])
    await panels.forgetAll()
    expect(await stored()).toEqual({})
  })
})
