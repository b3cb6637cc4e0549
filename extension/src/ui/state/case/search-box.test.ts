import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { INQUIRY_ID } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ok } from '../../../messages/failure.ts'
import { stubRequest } from '../testing.ts'
import { createSearchBox } from './search-box.ts'
import { createSearchFinds } from './search-finds.ts'

const CONFIG: Config = {
  providers: [],
  eventFamilies: [],
  idPatterns: [{ provider: 'persona', pattern: 'cust-######' }],
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
  replyLanguages: {},
}
const SESSION = 'iqse_8kQ2mXv9pLw4Zt3bNcRy8dHf'
const EVENT = 'evt_9kQ2mXv9pLw4Zt3bNcRy8dHf'
const ACCOUNT = 'act_9kQ2mXv9pLw4Zt3bNcRy8dHf'

async function find(text: string, eventLeadsTo: string | null = INQUIRY_ID) {
  const { request, asked } = stubRequest({
    'app:lookup': ({ ids }) =>
      ok({
        items: ids.map((id) => ({
          id,
          outcome: 'found',
          summary: {
            provider: 'persona',
            kind: 'event',
            id,
            inquiryId: eventLeadsTo,
            status: null,
            name: 'verification.passed',
            at: null,
            redacted: false,
            flow: null,
          },
        })),
        source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
        asOf: 0,
      }),
  })
  const finds = createSearchFinds({
    text: signal(text),
    request,
    config: signal(CONFIG),
    abort: new AbortController().signal,
  })
  await vi.advanceTimersByTimeAsync(1000)
  return { opens: finds.leadsTo.value, asked: asked.map(({ payload }) => payload) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it.each([
  ['an inquiry', INQUIRY_ID, INQUIRY_ID, []],
  ['a session', `see ${SESSION}.`, SESSION, []],
  ['a link', `https://app.withpersona.com/dashboard/inquiries/${INQUIRY_ID}`, INQUIRY_ID, []],
  ['an event, by the inquiry it belongs to', EVENT, INQUIRY_ID, [{ ids: [EVENT] }]],
  ['none of several', `${INQUIRY_ID} ${EVENT}`, undefined, [{ ids: [INQUIRY_ID, EVENT] }]],
  ['an account: nothing', ACCOUNT, undefined, []],
  ['nothing', 'hello', undefined, []],
  ['blanks', '   ', undefined, []],
])('opens %s', async (_, text, opens, asked) => {
  expect(await find(text)).toEqual({ opens: opens && { case: opens }, asked })
})

it('opens an event’s case by the event, where Enter comes before anything is known of it', () => {
  const { request } = stubRequest({ 'app:lookup': () => new Promise(() => {}) })
  const finds = createSearchFinds({
    text: signal(EVENT),
    request,
    config: signal(CONFIG),
    abort: new AbortController().signal,
  })
  expect(finds.leadsTo.value).toEqual({ case: EVENT })
})

it('opens nothing for an event of no inquiry', async () => {
  expect((await find(EVENT, null)).opens).toBeUndefined()
})

it('looks for one of the company’s own numbers by nothing but Enter, and an ID goes before it', async () => {
  expect(await find('about cust-700001, or cust-700002')).toEqual({
    opens: { reference: 'cust-700001' },
    asked: [],
  })
  expect(await find(`cust-700001 ${INQUIRY_ID}`)).toMatchObject({ opens: { case: INQUIRY_ID } })
})

function setUpBox(config = signal<Config | undefined>(undefined)) {
  const { request } = stubRequest({})
  const box = createSearchBox({ request, config, hasCases: true, abort: new AbortController().signal })
  return { box, config, opened: vi.fn() }
}

it.each(['Enter', 'the configuration', 'the code'])(
  'opens a customer number once code and configuration are there, with %s before',
  async (first) => {
    const { box, config, opened } = setUpBox()
    box.text.value = 'about cust-700001'
    if (first === 'the configuration') config.value = CONFIG
    if (first === 'the code') await box.finds.load()
    expect(box.go(opened)).toBe(false)
    await box.finds.load()
    config.value = CONFIG
    expect(opened.mock.calls).toEqual([[{ reference: 'cust-700001' }]])
  },
)

it('opens a pasted ID when the code arrives after Enter, and before the configuration', async () => {
  const { box, opened } = setUpBox()
  box.text.value = INQUIRY_ID
  expect(box.go(opened)).toBe(false)
  await box.finds.load()
  expect(opened.mock.calls).toEqual([[{ case: INQUIRY_ID }]])
  expect(box.go(opened)).toBe(true)
})

it('opens nothing by it once the text is another', async () => {
  const { box, config, opened } = setUpBox()
  box.text.value = 'about cust-700001'
  box.go(opened)
  box.text.value = 'about cust-700002'
  await box.finds.load()
  config.value = CONFIG
  expect(opened).not.toHaveBeenCalled()
})

it('finds words only once it is known that they are no customer number', async () => {
  const { box, config, opened } = setUpBox()
  const found = vi.fn()
  await box.finds.load()
  box.text.value = 'about cust-700001'
  expect(box.go(opened, found)).toBe(false)
  config.value = CONFIG
  expect([opened.mock.calls, found.mock.calls]).toEqual([[[{ reference: 'cust-700001' }]], []])
  box.text.value = ' selfie failed '
  expect(box.go(opened, found)).toBe(true)
  expect(found.mock.calls).toEqual([[{ words: 'selfie failed' }]])
  box.text.value = `${INQUIRY_ID}…`
  box.go(opened, found)
  expect(found).toHaveBeenCalledTimes(1)
})

it('finds no words where there are no cases', async () => {
  const { box, config, opened } = setUpBox()
  config.value = CONFIG
  await box.finds.load()
  box.text.value = 'selfie failed'
  expect(box.go(opened)).toBe(false)
})

it('shows the filters of a colleague’s link, and looks nothing up for it', async () => {
  const { box, opened } = setUpBox(signal<Config | undefined>(CONFIG))
  const narrowed = vi.fn()
  await box.finds.load()
  const link = `chrome-extension://${'a'.repeat(32)}/sidepanel.html`
  box.text.value = ` ${link}#group=us&span=1700000000000-1700003600000 `
  expect(box.finds.value.value?.described.value?.text).toContain('colleague’s view')
  expect(box.go(opened, narrowed)).toBe(true)
  expect(narrowed.mock.calls).toEqual([[{ address: 'group=us&span=1700000000000-1700003600000' }]])
  box.text.value = link
  expect(box.go(opened, narrowed)).toBe(true)
  expect(narrowed.mock.lastCall).toEqual([{ words: link }])
  expect(opened).not.toHaveBeenCalled()
})
