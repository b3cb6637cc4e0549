/**
 * Inserts a reply at the caret of the editor that the agent used last in this document. Loaded when they ask for it. Types as
 * the browser does, so the editor keeps its own history; nothing runs in the page's own world.
 */
import { createPagePort, type InsertOutcome, readText } from './background-port.ts'
import { listen } from './lifetime.ts'
import type { World } from './script-world.ts'

/** The editor that the agent used last in a document. Its text is never read before they ask for a reply in it. */
export interface UsedEditor {
  element: WeakRef<HTMLElement>
  /** `undefined` for a textarea, which keeps its own. */
  caret: Range | undefined
}

/** Notes an editor when it loses the focus: later the page's selection may be elsewhere. */
export function followEditors(): void {
  const world = globalThis.inquiryLens
  if (!world) return
  listen(
    window,
    'focusout',
    (event) => {
      const [target] = event.composedPath()
      if (event.isTrusted && isEditor(target))
        world.usedEditor = { element: new WeakRef(target), caret: noteCaret(target) }
    },
    world.end.signal,
  )
}

export const isEditor = (target: EventTarget | null | undefined): target is HTMLElement =>
  target instanceof HTMLElement && target.matches(':read-write:not(input)')

/** The page's selection, where it is in this element. */
export function noteCaret(element: HTMLElement): Range | undefined {
  const selection = getSelection()
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined
  return range && element.contains(range.endContainer) ? range.cloneRange() : undefined
}

/** Also within open shadow trees. */
export function focusedElement(): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

/** For each way of inserting; all of it ends within `MAX_WAIT_MS` of `background/tabs/documents.ts`. */
const ARRIVAL_MS = 450
/** What a page takes back, it takes back within this time. */
const STAY_MS = 100
const STEP_MS = 25

export function startInserting(world: World): void {
  if (world.inserts) return
  world.inserts = true
  const find = () => findEditor(world.usedEditor)
  createPagePort(world.end.signal).obey({
    'to-page:can-insert': async () => (await find()) !== undefined,
    'to-page:insert': async (payload) => insert(await find(), readText(payload)),
  })
}

interface Editor {
  element: HTMLElement
  caret: Range | undefined
}

/** A one-line field is a search or a subject: it is no editor. */
async function findEditor(used: UsedEditor | undefined): Promise<Editor | undefined> {
  const focused = focusedElement()
  const element = isEditor(focused) ? focused : used?.element.deref()
  if (!element || !isEditor(element) || element.ownerDocument !== document || !isShown(element)) return
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  if (!(await isInView(element))) return
  return { element, caret: element === focused ? noteCaret(element) : used?.caret }
}

function isShown(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect()
  return (
    element.isConnected &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    Math.min(width, height) > 4
  )
}

async function insert(editor: Editor | undefined, text: string): Promise<InsertOutcome> {
  if (!editor || text === '') return 'no-editor'
  const { element } = editor
  element.focus({ preventScroll: true })
  if (focusedElement() !== element) return 'no-editor'
  placeCaret(editor)
  // The editor hears of its caret in a task of its own.
  await wait(STEP_MS)

  const before = contentOf(element)
  const hasArrived = () => isInserted(element, before, text)
  for (const attempt of waysInto(element, text)) {
    attempt()
    if ((await waitFor(hasArrived)) && (await stays(hasArrived))) return 'inserted'
    if (contentOf(element) !== before && !(await takeBack(element, before))) return 'partial'
  }
  return 'ignored'
}

/** What clips it counts, which no style of its own shows. */
function isInView(element: HTMLElement): Promise<boolean> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect()
      resolve(entry?.isIntersecting === true && entry.intersectionRect.height > 1)
    })
    observer.observe(element)
    // A page that is not drawn is not seen.
    setTimeout(() => {
      observer.disconnect()
      resolve(false)
    }, ARRIVAL_MS)
  })
}

/** Never over a selection: at its end. */
function placeCaret({ element, caret }: Editor): void {
  if (element instanceof HTMLTextAreaElement) {
    element.setSelectionRange(element.selectionEnd, element.selectionEnd)
    return
  }
  const range = caret && element.contains(caret.endContainer) ? caret.cloneRange() : document.createRange()
  if (!caret || !element.contains(caret.endContainer)) range.selectNodeContents(element)
  getSelection()?.collapse(range.endContainer, range.endOffset)
}

type Attempt = () => void

/** Slate, Lexical, TinyMCE, CKEditor 5 and Draft.js: their text is not what is typed into the page, or can't be undone then. */
const PASTED =
  '[data-slate-editor],[data-lexical-editor],.mce-content-body,.ck-content,.public-DraftEditor-content'

/** By typing, or by the editor's own paste. */
function waysInto(element: HTMLElement, text: string): Attempt[] {
  const type = () => void document.execCommand('insertText', false, text)
  if (element instanceof HTMLTextAreaElement) return [type]
  const insertPasted = () => paste(element, text)
  return element.matches(PASTED) ? [insertPasted] : [type, insertPasted]
}

function paste(element: HTMLElement, text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const options = { clipboardData, bubbles: true, cancelable: true, composed: true }
  element.dispatchEvent(new ClipboardEvent('paste', options))
}

/** Spaces and invisible letters are each editor's own. */
const squash = (text: string): string => text.replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff]+/g, '')

/** Without placeholders and other parts that can't be edited. */
function contentOf(element: HTMLElement): string {
  if (element instanceof HTMLTextAreaElement) return squash(element.value)
  const filter = (node: Node) =>
    node instanceof HTMLElement && node.contentEditable === 'false'
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter)
  let content = ''
  while (walker.nextNode()) if (walker.currentNode instanceof Text) content += walker.currentNode.data
  return squash(content)
}

/** Whole, once, with its lines, and beside it nothing has changed. */
function isInserted(element: HTMLElement, before: string, text: string): boolean {
  const wanted = squash(text)
  const now = contentOf(element)
  if (now.length !== before.length + wanted.length) return false
  for (let at = now.indexOf(wanted); at >= 0; at = now.indexOf(wanted, at + 1)) {
    if (now.slice(0, at) + now.slice(at + wanted.length) === before) return hasLines(element, text)
  }
  return false
}

const linesOf = (text: string): string[] => text.split('\n').map(squash).filter(Boolean)

function hasLines(element: HTMLElement, text: string): boolean {
  const [first = '', ...rest] = linesOf(text)
  const last = rest.pop()
  if (last === undefined) return true
  // biome-ignore lint/performance/useDomNodeTextContent: the lines as they are drawn
  const shown = linesOf(element instanceof HTMLTextAreaElement ? element.value : element.innerText)
  return shown.some(
    (line, index) =>
      line.endsWith(first) &&
      rest.every((one, turn) => shown[index + 1 + turn] === one) &&
      shown[index + 1 + rest.length]?.startsWith(last) === true,
  )
}

async function takeBack(element: HTMLElement, before: string): Promise<boolean> {
  const isBack = () => contentOf(element) === before
  document.execCommand('undo')
  if (await waitFor(isBack, STAY_MS)) return true
  // It took back something else, such as the agent's own words.
  document.execCommand('redo')
  return isBack()
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

async function waitFor(isDone: () => boolean, milliseconds = ARRIVAL_MS): Promise<boolean> {
  for (let waited = 0; waited < milliseconds && !isDone(); waited += STEP_MS) await wait(STEP_MS)
  return isDone()
}

async function stays(isStill: () => boolean): Promise<boolean> {
  await wait(STAY_MS)
  return isStill()
}
