import { describe, expect, it, vi } from 'vitest'
import { english } from '../../locales/background.ts'
import type { Policy } from '../../platform/policy.ts'
import { createOmnibox } from './launchers.ts'

const ID = 'inq_7Yt3kNp9QwErTyUiAsDfGhJk'

function setUp({ windowId = 7 as number | undefined, off = [] as Policy['off'] } = {}) {
  const parts = {
    findWindow: async () => windowId,
    suggest: vi.fn(),
    openPanel: vi.fn(),
    showPanel: vi.fn(async () => {}),
    readManaged: async () => ({ off }),
    readIdPatterns: async () => [{ provider: 'persona' as const, pattern: 'cust-######' }],
    readWords: vi.fn(async () => english),
  }
  return { ...parts, omnibox: createOmnibox(parts) }
}

describe('the suggestion', () => {
  it.each([
    [ID, `Look up the inquiry ${ID}`],
    [`see ${ID}`, `Look up the inquiry ${ID}`],
    [`${ID} iqse_7Yt3kNp9QwErTyUiAsDfGhJk`, `Look up the inquiry ${ID}, the first of several IDs`],
    ['', 'Paste an ID, or a text with one in it'],
    ['<b>&', 'There is no ID in this yet'],
    ['cust-7000', 'There is no ID in this yet'],
  ])('for %j says what was recognised', (text, said) => {
    const { omnibox, suggest } = setUp()
    omnibox.change(text)
    expect(suggest).toHaveBeenCalledExactlyOnceWith(said)
  })
})

describe('Enter', () => {
  it('opens the panel at once in the window that was typed in', async () => {
    const { omnibox, openPanel, showPanel } = setUp()
    await omnibox.start()
    const entered = omnibox.enter(ID)
    expect(openPanel).toHaveBeenCalledExactlyOnceWith(7)
    await entered
    expect(showPanel).toHaveBeenCalledExactlyOnceWith(ID, 7)
  })

  it('names no window where it is not known, as after the background was stopped', async () => {
    const { omnibox, openPanel, showPanel } = setUp()
    await omnibox.enter(ID)
    expect(openPanel).not.toHaveBeenCalled()
    expect(showPanel).toHaveBeenCalledExactlyOnceWith(ID, undefined)
  })
})

it('says that it is off where the administrator has switched it off, and opens nothing', async () => {
  const { omnibox, suggest, openPanel, showPanel } = setUp({ off: ['omnibox'] })
  await omnibox.start()
  omnibox.change(ID)
  expect(suggest).toHaveBeenCalledExactlyOnceWith('Switched off by your administrator')
  await omnibox.enter(ID)
  for (const opened of [openPanel, showPanel]) expect(opened).not.toHaveBeenCalled()
})

it('speaks the agent’s language, as of when the typing began', async () => {
  const { omnibox, suggest, readWords } = setUp()
  readWords.mockResolvedValue({ ...english, omnibox: { ...english.omnibox, empty: 'ID einfügen' } })
  await omnibox.start()
  omnibox.change('')
  expect(suggest).toHaveBeenCalledExactlyOnceWith('ID einfügen')
})

it('says that one of the company’s own numbers was recognised', async () => {
  const { omnibox, suggest } = setUp()
  await omnibox.start()
  omnibox.change('about cust-700001')
  expect(suggest).toHaveBeenCalledExactlyOnceWith('Look for the cases of cust-700001')
})
