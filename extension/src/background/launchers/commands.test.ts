import { expect, it, vi } from 'vitest'
import { createCommands } from './launchers.ts'

function setUp(...walks: boolean[]) {
  const parts = {
    openPanel: vi.fn(),
    walk: vi.fn(async () => walks.shift() ?? false),
    scan: vi.fn(async () => {}),
  }
  return { ...parts, run: createCommands(parts) }
}

it('opens the panel at once', () => {
  const { run, openPanel } = setUp()
  void run('open-panel', { id: 4, windowId: 1 })
  expect(openPanel).toHaveBeenCalledExactlyOnceWith(4, 1)
})

it.each([
  ['next-id', 'next'],
  ['previous-id', 'previous'],
])('%s goes there', async (command, to) => {
  const { run, walk, scan } = setUp(true)
  await run(command, { id: 4, windowId: 1 })
  expect(walk).toHaveBeenCalledExactlyOnceWith(4, to)
  expect(scan).not.toHaveBeenCalled()
})

it('scans a page first that was not scanned yet', async () => {
  const { run, walk, scan } = setUp(false, true)
  await run('next-id', { id: 4, windowId: 1 })
  expect(scan).toHaveBeenCalledExactlyOnceWith(4)
  expect(walk).toHaveBeenCalledTimes(2)
})

it.each([
  ['open-panel', undefined],
  ['next-id', {}],
  ['_execute_action', { id: 4, windowId: 1 }],
  ['toString', { id: 4, windowId: 1 }],
])('%s with %j does nothing', async (command, tab) => {
  const { run, openPanel, walk } = setUp()
  await run(command, tab)
  expect(openPanel).not.toHaveBeenCalled()
  expect(walk).not.toHaveBeenCalled()
})
