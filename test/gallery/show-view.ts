/** One view, named by the address: the real surface in a fake browser. */
import { NOW } from '../stories/tell-case.ts'
import { BASE_ANSWERS, holdFor } from './data.ts'
import { installBrowser } from './fake-browser.ts'
import { applyLook, readLook } from './look.ts'
import { addressOf, type Hand, type Surface, type View } from './view.ts'
import { VIEWS } from './views.ts'
import { changeWords } from './words.ts'

declare global {
  /** In the page, for tests. */
  var showWords: (words: string) => Promise<void>
}

/** Good for the one card that there is. */
const CARD_TOKEN = '00000000-0000-4000-8000-000000000000'
const PATIENCE_MS = 8_000

const LOAD: Readonly<
  Record<Surface, { title: string; style(): Promise<{ default: string }>; main(): Promise<unknown> }>
> = {
  popup: {
    title: 'Inquiry Lens',
    style: () => import('../../extension/src/entrypoints/popup/style.css?inline'),
    main: () => import('../../extension/src/entrypoints/popup/main.tsx'),
  },
  panel: {
    title: 'Inquiry Lens',
    style: () => import('../../extension/src/entrypoints/sidepanel/style.css?inline'),
    main: () => import('../../extension/src/entrypoints/sidepanel/main.tsx'),
  },
  card: {
    title: 'Inquiry Lens',
    style: () => import('../../extension/src/entrypoints/card/style.css?inline'),
    main: () => import('../../extension/src/entrypoints/card/main.tsx'),
  },
  options: {
    title: 'Inquiry Lens options',
    style: () => import('../../extension/src/entrypoints/options/style.css?inline'),
    main: () => import('../../extension/src/entrypoints/options/main.tsx'),
  },
  admin: {
    title: 'Inquiry Lens admin',
    style: () => import('../../extension/src/entrypoints/admin/style.css?inline'),
    main: () => import('../../extension/src/entrypoints/admin/main.tsx'),
  },
}

/** Read by tests: `ready`, or what is wrong. */
function tell(state: string): void {
  const { dataset } = document.documentElement
  if (dataset.view === undefined || dataset.view === 'ready') dataset.view = state
  if (state !== 'ready') console.error(state)
}

async function show(view: View): Promise<void> {
  const { surface, focus, hash, answers = {}, prepare } = view
  const { title, style, main } = LOAD[surface]
  document.title = title
  // Ages and countdowns are the same in every picture; a test’s time goes on.
  const began = performance.now()
  Date.now = () => (globalThis.readMounted ? NOW + performance.now() - began : NOW)
  installBrowser({
    answers: globalThis.askTest ?? { ...BASE_ANSWERS, ...answers },
    held: holdFor(view),
    onProblem: tell,
  })
  const look = readLook()
  const sheet = document.head.appendChild(document.createElement('style'))
  sheet.textContent = (await style()).default
  applyLook(look)
  const fragment = surface === 'card' ? CARD_TOKEN : (hash ?? '')
  if (location.hash.slice(1) !== fragment) history.replaceState(null, '', `#${fragment}`)
  await main()
  if (surface === 'card' && focus) handOver(focus)
  await hand.see(view.shown)
  const seen = await prepare?.(hand)
  // Behind the frame: by then, what followed has come to pass.
  await new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)))
  if (seen instanceof Element && !seen.isConnected) throw new Error('What was seen last is gone again')
  if (look.words) await changeWords(look.words)
  applyLook(look)
  tell('ready')
}

/** What our script in the page does for a card. */
function handOver(focus: NonNullable<View['focus']>): void {
  const { port1, port2 } = new MessageChannel()
  const id = 'case' in focus ? focus.case : 'reference' in focus ? focus.reference : ''
  window.dispatchEvent(
    new MessageEvent('message', { data: { cardToken: CARD_TOKEN }, source: window.parent, ports: [port2] }),
  )
  port1.onmessage = ({ data }: MessageEvent<{ do?: unknown }>) => {
    if (data.do === 'check') port1.postMessage({ do: 'checked', isOnPage: true })
  }
  port1.postMessage({ do: 'show', id, isReference: 'reference' in focus, takeFocus: false })
}

const isSeen = (one: Element): boolean => one.checkVisibility({ visibilityProperty: true })

async function until<T>(what: string, find: () => T | undefined): Promise<T> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const found = find()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`${what} did not come`)
    await new Promise((settle) => setTimeout(settle, 10))
  }
}

const nameOf = (one: Element): string =>
  (one.getAttribute('aria-label') ?? one.textContent).replaceAll(/\s+/g, ' ').trim()

const hand: Hand = {
  see: (selector) =>
    until(selector, () => [...document.querySelectorAll<HTMLElement>(selector)].find(isSeen)),
  async press(name) {
    const fits = (text: string) => (typeof name === 'string' ? text === name : name.test(text))
    const found = await until(`${name}`, () =>
      [...document.querySelectorAll<HTMLElement>('button, [role=tab], summary, label, a[href]')].find(
        (one) => isSeen(one) && fits(nameOf(one)),
      ),
    )
    found.click()
  },
  async pressAt(selector) {
    const found = await hand.see(selector)
    found.click()
  },
  async fill(selector, text) {
    const field = await hand.see(selector)
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new Event('change', { bubbles: true }))
  },
  async key(key) {
    const target = document.activeElement ?? document.body
    for (const type of ['keydown', 'keyup']) {
      target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }))
    }
  },
}

globalThis.showWords = changeWords
const wanted = globalThis.viewAddress ?? new URLSearchParams(location.search).get('view')
const view = globalThis.readMounted
  ? await globalThis.readMounted()
  : VIEWS.find((one) => addressOf(one) === wanted)
if (view) show(view).catch((error: Error) => tell(error.message))
else tell(`There is no view ${wanted}`)
