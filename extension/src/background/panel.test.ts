import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../failure.ts'
import { panelFocus } from '../stored.ts'
import { createFocusPanel, openPanel } from './panel.ts'

const ID = 'inq_7Yt3kNp9QwErTyUiAsDfGhJk'

const focusPanel = createFocusPanel(async () => [{ provider: 'persona', pattern: 'cust-\\d{6}' }])

beforeEach(() => fakeBrowser.reset())

it.each([
  ['an ID', ID, ID],
  ['an ID within a text', `see “${ID}”, please`, ID],
  ['another kind of ID', 'evt_7Yt3kNp9QwErTyUiAsDfGhJk', 'evt_7Yt3kNp9QwErTyUiAsDfGhJk'],
  ['a text without one, for the panel to say so', '  Hello there ', 'Hello there'],
  ['a very long text', 'x'.repeat(5_000), 'x'.repeat(200)],
])('shows %s', async (_what, text, shown) => {
  await focusPanel(text)
  expect(await panelFocus.get()).toEqual({ case: shown })
})

it('looks for one of the company’s own numbers, where there is no ID beside it', async () => {
  await focusPanel('about cust-700001, please')
  expect(await panelFocus.get()).toEqual({ reference: 'cust-700001' })
  await focusPanel(`cust-700001 ${ID}`)
  expect(await panelFocus.get()).toEqual({ case: ID })
})

it('says in words that the browser did not open it', async () => {
  expect(await openPanel(async () => {})).toEqual(succeed(null))
  expect(await openPanel(() => Promise.reject(new Error('user gesture')))).toMatchObject({
    ok: false,
    error: { code: 'panel-closed' },
  })
})
