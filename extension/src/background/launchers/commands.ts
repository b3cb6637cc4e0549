/** The actions of the shortcuts. */
import type { CommandName } from '../../../command-keys.ts'
import type { Steps } from '../../page/background-port.ts'

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
