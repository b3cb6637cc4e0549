/** The ways in that are the browser's own: the context menu, the address bar and the shortcuts. */
import { recognise } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { CommandName } from '../../../command-keys.ts'
import { type BackgroundWords, english } from '../../locales/background.ts'
import type { Steps } from '../../page/background-port.ts'
import { createMutex } from '../../platform/background-storage.ts'
import type { browser } from '../../platform/browser.ts'
import type { Policy } from '../../platform/policy.ts'
import type { IdPattern } from '../../stored.ts'
import { customerPatternsOf } from '../queries/customers.ts'

const ENTRY = 'look-up-selection'
/** Addresses that name a case. They limit no selection. */
const LINKS = ['*://*/*inq_*', '*://*/*iqse_*', 'https://*.deepidv.com/*']

/** The entry that looks up the selection. It works in every page without a permission. */
export function createMenu({
  menus,
  openPanel,
  showPanel,
  readManaged,
  readWords,
}: {
  menus: Pick<typeof browser.contextMenus, 'removeAll' | 'create'>
  /** Called in the gesture. */
  openPanel: (tabId: number, windowId: number) => unknown
  /** `undefined`: it was chosen in a panel, and the browser does not say in which window. */
  showPanel: (text: string, windowId: number | undefined) => Promise<unknown>
  readManaged: () => Promise<Pick<Policy, 'off'>>
  readWords: () => Promise<Pick<BackgroundWords, 'menu'>>
}) {
  const inTurn = createMutex()

  return {
    /** Again with each version, policy and language; the browser keeps the entry over restarts. */
    install: (): Promise<void> =>
      inTurn(async () => {
        const [{ off }, { menu }] = await Promise.all([readManaged(), readWords()])
        await menus.removeAll()
        if (!off.includes('menu'))
          menus.create({ id: ENTRY, title: menu, contexts: ['selection', 'link'], targetUrlPatterns: LINKS })
      }),

    /** Opens the panel first: after an `await` the browser refuses. */
    async choose(
      {
        menuItemId,
        selectionText,
        linkUrl = '',
      }: {
        menuItemId: string | number
        selectionText?: string | undefined
        linkUrl?: string | undefined
      },
      tab: { id?: number | undefined; windowId?: number | undefined } | undefined,
    ): Promise<void> {
      if (menuItemId !== ENTRY) return
      // Without a tab it was chosen in the panel itself.
      const { id = -1, windowId } = tab ?? {}
      if (id >= 0 && windowId !== undefined) openPanel(id, windowId)
      await showPanel(selectionText || linkUrl, windowId)
    },
  }
}

/** Looking up by typing `inq` and an ID into the address bar. */
export function createOmnibox({
  findWindow,
  suggest,
  openPanel,
  showPanel,
  readManaged,
  readIdPatterns,
  readWords,
}: {
  /** The window of the address bar; `undefined` if unknown. */
  findWindow: () => Promise<number | undefined>
  suggest: (description: string) => void
  /** Called in the gesture; Enter in the address bar is not one everywhere. */
  openPanel: (windowId: number) => unknown
  showPanel: (text: string, windowId: number | undefined) => Promise<unknown>
  readManaged: () => Promise<Pick<Policy, 'off'>>
  readIdPatterns: () => Promise<readonly IdPattern[]>
  readWords: () => Promise<Pick<BackgroundWords, 'omnibox'>>
}) {
  /** Read while the agent types: on Enter there is no time to ask. */
  let windowId: number | undefined
  let isOff = false
  let patterns: readonly IdPattern[] = []
  let words = english.omnibox

  return {
    async start(): Promise<void> {
      words = (await readWords()).omnibox
      isOff = (await readManaged()).off.includes('omnibox')
      patterns = await readIdPatterns()
      windowId = await findWindow()
    },

    change(text: string): void {
      suggest(escapeMarkup(isOff ? words.off : describe(text, patterns, words)))
    },

    async enter(text: string): Promise<void> {
      if (isOff) return
      if (windowId !== undefined) openPanel(windowId)
      await showPanel(text, windowId)
    },
  }
}

function describe(text: string, patterns: readonly IdPattern[], words: BackgroundWords['omnibox']): string {
  const [found, another] = recognise(text).ids
  if (found) return (another ? words.lookUpFirst : words.lookUp)(found.kind, found.id)
  const [own] = customerPatternsOf(text, patterns)
  if (own) return words.lookFor(own.reference)
  return text.trim() === '' ? words.empty : words.noId
}

/** A suggestion is a piece of XML. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The actions of the shortcuts. */
export function createCommands({
  openPanel,
  walk,
  scan,
}: {
  openPanel: (tabId: number, windowId: number) => unknown
  walk: (tabId: number, to: Steps['to']) => Promise<boolean>
  /** Scans the page once: a shortcut gives the permission, as a click on the toolbar button does. */
  scan: (tabId: number) => Promise<unknown>
}) {
  async function step(tabId: number, to: Steps['to']): Promise<void> {
    if (await walk(tabId, to)) return
    await scan(tabId)
    await walk(tabId, to)
  }

  const actions: Readonly<Record<CommandName, (tabId: number, windowId: number) => unknown>> = {
    'open-panel': openPanel,
    'next-id': (tabId) => step(tabId, 'next'),
    'previous-id': (tabId) => step(tabId, 'previous'),
  }

  const isCommand = (name: string): name is CommandName => Object.hasOwn(actions, name)

  /** Runs the action at once, in the gesture. */
  return async function run(
    command: string,
    tab: { id?: number | undefined; windowId?: number | undefined } | undefined,
  ): Promise<void> {
    if (tab?.id !== undefined && tab.windowId !== undefined && isCommand(command))
      await actions[command](tab.id, tab.windowId)
  }
}
