import { expect, it, vi } from 'vitest'
import { english } from '../../locales/background.ts'
import type { Policy } from '../../platform/policy.ts'
import { createMenu } from './launchers.ts'

function setUp(off: Policy['off'] = []) {
  const did: string[] = []
  const menus = {
    removeAll: vi.fn(async () => void did.push('removeAll')),
    create: vi.fn(() => did.push('create')),
  }
  const readWords = vi.fn(async () => english)
  const openPanel = vi.fn()
  const showPanel = vi.fn(async () => {})
  return {
    did,
    menus,
    readWords,
    openPanel,
    showPanel,
    menu: createMenu({ menus, openPanel, showPanel, readManaged: async () => ({ off }), readWords }),
  }
}

const CHOSEN = { menuItemId: 'look-up-selection', selectionText: ' inq_Fictional1 ' }

it('has one entry, on a selection and on a link that names a case', async () => {
  const { menu, menus, did } = setUp()
  await menu.install()
  expect(did).toEqual(['removeAll', 'create'])
  expect(menus.create).toHaveBeenCalledExactlyOnceWith({
    id: 'look-up-selection',
    title: 'Look up in Inquiry Lens',
    contexts: ['selection', 'link'],
    targetUrlPatterns: ['*://*/*inq_*', '*://*/*iqse_*', 'https://*.deepidv.com/*'],
  })
})

it('is renamed for another language', async () => {
  const { menu, menus, readWords } = setUp()
  await menu.install()
  readWords.mockResolvedValue({ ...english, menu: 'In Inquiry Lens nachschlagen' })
  await menu.install()
  expect(menus.create).toHaveBeenLastCalledWith(
    expect.objectContaining({ title: 'In Inquiry Lens nachschlagen' }),
  )
})

it('is there once, also where version, policy and language change at the same time', async () => {
  const { menu, did } = setUp()
  await Promise.all([menu.install(), menu.install()])
  expect(did).toEqual(['removeAll', 'create', 'removeAll', 'create'])
})

it('opens the panel on the address of a link, where nothing is selected', async () => {
  const { menu, showPanel } = setUp()
  const linkUrl = 'https://app.withpersona.com/dashboard/inquiries/inq_Fictional1'
  await menu.choose({ menuItemId: 'look-up-selection', linkUrl }, { id: 4, windowId: 1 })
  await menu.choose({ ...CHOSEN, linkUrl }, { id: 4, windowId: 1 })
  expect(showPanel.mock.calls).toEqual([
    [linkUrl, 1],
    [CHOSEN.selectionText, 1],
  ])
})

it('opens the panel at once, and on what was selected', async () => {
  const { menu, openPanel, showPanel } = setUp()
  const chosen = menu.choose(CHOSEN, { id: 4, windowId: 1 })
  expect(openPanel).toHaveBeenCalledExactlyOnceWith(4, 1)
  await chosen
  expect(showPanel).toHaveBeenCalledExactlyOnceWith(' inq_Fictional1 ', 1)
})

it.each([undefined, { id: -1 }, {}])(
  'looks it up in the open panel where it was chosen there: %j',
  async (tab) => {
    const { menu, openPanel, showPanel } = setUp()
    await menu.choose(CHOSEN, tab)
    expect(openPanel).not.toHaveBeenCalled()
    expect(showPanel).toHaveBeenCalledOnce()
  },
)

it('does nothing for another entry', async () => {
  const { menu, openPanel, showPanel } = setUp()
  await menu.choose({ ...CHOSEN, menuItemId: 'other' }, { id: 4, windowId: 1 })
  expect(openPanel).not.toHaveBeenCalled()
  expect(showPanel).not.toHaveBeenCalled()
})

it('is gone where the administrator has switched it off', async () => {
  const { menu, did } = setUp(['menu'])
  await menu.install()
  expect(did).toEqual(['removeAll'])
})
