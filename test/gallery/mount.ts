/**
 * A surface with a background that a test answers for: what a view shows and does in a state. One page shows one view after
 * the other, and begins as a new one with each test file of a process.
 */
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect } from 'vitest'
import type { MessageName, Payload } from '../../extension/src/messages/messages.ts'
import { watchClock } from '../harness/browser.ts'
import { restart, shareGallery } from './built-gallery.ts'
import { BASE_ANSWERS } from './data.ts'
import { replyTo } from './fake-browser.ts'
import { type Answers, SIZES, type View } from './view.ts'

export type Mounted = Omit<View, 'name' | 'prepare'>

export interface Asked {
  name: MessageName
  payload: unknown
}

export interface Stand {
  page: Page
  /** Shows the surface, and waits until what `shown` selects is there. */
  mount(view: Mounted): Promise<void>
  /** From now on, beside what the view was mounted with. */
  answer(answers: Answers): void
  /** What was asked by this message since the view was mounted. */
  asked<TName extends MessageName>(name: TName): Payload<TName>[]
  /** From now on no message is answered, until what it returns is called. */
  hold(): () => void
  /** How many messages wait for their answer. */
  pending(): number
  /** The messages since the view was mounted, with what each asked. */
  messages(): readonly Asked[]
  /** The text of each live region, in the tree that a screen reader gets. */
  readAnnounced(): Promise<string[]>
}

let view: Mounted
let answers: Answers = {}
let asked: Asked[] = []
let isOpen = Promise.resolve()
let waiting = new Set<Asked>()
const problems: string[] = []
let lasting: { page: Page; isClockMoved(): boolean } | undefined

async function openPage() {
  const page = await (await shareGallery()).openWindow()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  page.on('pageerror', ({ message }) => problems.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.exposeFunction('readMounted', () => {
    // Functions stay here.
    const { answers: _, ...described } = view
    return described
  })
  await page.exposeFunction('askTest', async (name: MessageName, payload: unknown) => {
    const one = { name, payload }
    const others = waiting
    asked.push(one)
    others.add(one)
    try {
      await isOpen
      return await replyTo(name, payload, answers)
    } finally {
      others.delete(one)
    }
  })
  return { page, isClockMoved: watchClock(page.context()) }
}

/** Call it once, at the top of a test file. */
export function useGallery(): Stand {
  let page: Page

  beforeAll(async () => {
    const gallery = await shareGallery()
    if (lasting?.isClockMoved()) {
      await lasting.page.context().close()
      lasting = undefined
    }
    lasting ??= await openPage()
    page = lasting.page
    await gallery.clear(page)
  })
  afterEach(() => {
    expect(problems.splice(0)).toEqual([])
  })

  return {
    get page() {
      return page
    },
    async mount(wanted) {
      view = wanted
      answers = { ...BASE_ANSWERS, ...view.answers }
      asked = []
      waiting = new Set()
      isOpen = Promise.resolve()
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize(view.size ?? SIZES[view.surface])
      const told = await page.evaluate(restart, undefined)
      if (told !== 'ready') throw new Error(told)
    },
    answer(more) {
      answers = { ...answers, ...more }
    },
    asked: (name) => asked.flatMap((one) => (isOf(one, name) ? [one.payload] : [])),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      isOpen = promise
      return resolve
    },
    pending: () => waiting.size,
    messages: () => asked,
    async readAnnounced() {
      const cdp = await page.context().newCDPSession(page)
      const { nodes } = await cdp.send('Accessibility.getFullAXTree')
      await cdp.detach()
      const byId = new Map(nodes.map((node) => [node.nodeId, node]))
      const textOf = (id: string): string => {
        const node = byId.get(id)
        if (node?.role?.value === 'StaticText') return String(node.name?.value ?? '')
        return (node?.childIds ?? []).map(textOf).join('')
      }
      return nodes.filter(({ role }) => role?.value === 'status').map(({ nodeId }) => textOf(nodeId))
    },
  }
}

const isOf = <TName extends MessageName>(
  one: Asked,
  name: TName,
): one is { name: TName; payload: Payload<TName> } => one.name === name
