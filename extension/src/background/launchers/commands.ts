/** What the shortcuts do. */
import { COMMANDS, type CommandName } from '../../../command-keys.ts'
import type { Steps } from '../../page/background-port.ts'

export interface CommandParts {
  openPanel: (tabId: number, windowId: number) => unknown
  walk: (tabId: number, to: Steps['to']) => Promise<boolean>
  /** Looks through the page once: a shortcut gives the leave for it, as a click on the toolbar button does. */
  scan: (tabId: number) => Promise<unknown>
}

export function createCommands({ openPanel, walk, scan }: CommandParts) {
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

  /** Runs at once what has to be done in the gesture. */
  return async function run(
    command: string,
    tab: { id?: number | undefined; windowId?: number | undefined } | undefined,
  ): Promise<void> {
    if (tab?.id !== undefined && tab.windowId !== undefined && isCommand(command))
      await actions[command](tab.id, tab.windowId)
  }
}

const isCommand = (name: string): name is CommandName =>
  Object.hasOwn(COMMANDS, name) && name !== '_execute_action'
