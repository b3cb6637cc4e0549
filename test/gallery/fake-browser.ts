/** The browser as a surface sees it: a background that answers what the view says, and storage that holds it. */
import * as v from 'valibot'
import type { MessageName } from '../../extension/src/messages/messages.ts'
import { MESSAGES } from '../../extension/src/messages/table.ts'
import type { Answers, View } from './view.ts'

type Values = Record<string, unknown>
type Changes = Record<string, { oldValue?: unknown; newValue?: unknown }>

const WINDOW_ID = 1
const TAB = { id: 2, windowId: WINDOW_ID, active: true, url: 'https://acme.zendesk.com/agent/tickets/1' }

type AskTest = (name: MessageName, payload: unknown) => Promise<unknown>

declare global {
  /** In a page that lasts (`built-gallery.ts`): the address of the view to show. */
  var viewAddress: string | undefined
  /** In a page in which a test mounts its views (`mount.ts`): the view, and what its background answers. */
  var readMounted: (() => Promise<View>) | undefined
  var askTest: AskTest | undefined
}

export interface FakeBrowserParts {
  answers: Answers | AskTest
  held: NonNullable<View['held']>
  /** An unexpected message, or one that does not fit its schema. */
  onProblem(text: string): void
}

export function installBrowser({ answers, held, onProblem }: FakeBrowserParts): void {
  const changed = createEvent<[Changes, string]>()
  const areaOf = (name: string, initial: Values = {}) => createArea(initial, (one) => changed.emit(one, name))
  const silent = createEvent()
  const root = document.documentElement
  /** To a view that another one has followed in the same page, nothing is answered. */
  const whileShown = async (send: () => Promise<unknown>): Promise<unknown> => {
    const said = root.isConnected ? await send() : undefined
    return root.isConnected ? said : new Promise(() => {})
  }
  const fake = {
    runtime: {
      id: 'gallery',
      getURL: (path: string) => new URL(path, location.href).href,
      onMessage: silent,
      openOptionsPage: async () => {},
      sendMessage: (message: unknown) => whileShown(() => answer(message, answers, onProblem)),
    },
    storage: {
      onChanged: changed,
      local: areaOf('local', held.local),
      session: areaOf('session', held.session),
      managed: areaOf('managed', held.policy),
    },
    tabs: {
      onActivated: silent,
      onUpdated: silent,
      query: async () => [TAB],
      get: async () => TAB,
      // A panel, and not a tab.
      getCurrent: async () => undefined,
      create: async () => TAB,
    },
    windows: {
      getCurrent: async () => ({ id: WINDOW_ID, type: 'normal' }),
      get: async () => ({ id: WINDOW_ID, type: 'normal' }),
    },
    permissions: { request: async () => true, contains: async () => true, remove: async () => true },
    sidePanel: { open: async () => {} },
  }
  for (const name of ['browser', 'chrome']) {
    Object.defineProperty(globalThis, name, { value: fake, configurable: true })
  }
}

const isMessageName = (name: unknown): name is MessageName =>
  typeof name === 'string' && Object.hasOwn(MESSAGES, name)

async function answer(
  message: unknown,
  answers: Answers | AskTest,
  onProblem: FakeBrowserParts['onProblem'],
): Promise<unknown> {
  const { name, payload }: { name?: unknown; payload?: unknown } = Object(message)
  if (!isMessageName(name)) return undefined
  const parsed = v.safeParse(MESSAGES[name].payload, payload)
  if (!parsed.success) onProblem(`${name} was asked with what does not fit: ${JSON.stringify(payload)}`)
  const said =
    typeof answers === 'function'
      ? await answers(name, parsed.output)
      : await replyTo(name, parsed.output, answers)
  if (said === undefined) onProblem(`${name} was asked, and the view has no answer`)
  return said === 'never' ? new Promise(() => {}) : structuredClone(said)
}

export async function replyTo(name: MessageName, payload: unknown, answers: Answers): Promise<unknown> {
  const told: unknown = answers[name]
  return typeof told === 'function' ? Reflect.apply(told, undefined, [payload]) : told
}

interface FakeEvent<TArgs extends unknown[]> {
  addListener(listener: (...args: TArgs) => void): void
  removeListener(listener: (...args: TArgs) => void): void
  emit(...args: TArgs): void
}

function createEvent<TArgs extends unknown[]>(): FakeEvent<TArgs> {
  const listeners = new Set<(...args: TArgs) => void>()
  return {
    addListener: (listener) => void listeners.add(listener),
    removeListener: (listener) => void listeners.delete(listener),
    emit(...args) {
      for (const listener of listeners) listener(...args)
    },
  }
}

function createArea(initial: Values, onChange: (changes: Changes) => void) {
  const values = new Map(Object.entries(initial))
  return {
    async get(keys: string | readonly string[] | null): Promise<Values> {
      const wanted = keys === null ? [...values.keys()] : [keys].flat()
      return Object.fromEntries(
        wanted.flatMap((key) => (values.has(key) ? [[key, structuredClone(values.get(key))]] : [])),
      )
    },
    async set(added: Values): Promise<void> {
      const changes: Changes = {}
      for (const [key, newValue] of Object.entries(added)) {
        changes[key] = { oldValue: values.get(key), newValue }
        values.set(key, structuredClone(newValue))
      }
      onChange(changes)
    },
    async remove(keys: string | readonly string[]): Promise<void> {
      const gone = [keys].flat().filter((key) => values.has(key))
      const changes = Object.fromEntries(gone.map((key) => [key, { oldValue: values.get(key) }]))
      for (const key of gone) values.delete(key)
      if (gone.length > 0) onChange(changes)
    },
  }
}
