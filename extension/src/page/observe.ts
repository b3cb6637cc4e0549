/** Reports what changed once the page is quiet, and finds shadow roots that open late. */
import { createTimer, listen, onEnd, type TakeTurn } from './lifetime.ts'

const QUIET_MS = 100
/** Upper bound for pages that are never quiet. */
const MAX_WAIT_MS = 500
/** Pages that showed no ID for long are scanned less often. */
const LAZY_FACTOR = 10
/** In a flood the page is walked whole, after so long at first and twice as long each time. */
const FLOOD_MS = 100
const MAX_FLOOD_MS = 1000
const FRUITLESS_BEFORE_LAZY = 20
/** Beyond this number, walking the whole page is cheaper than sorting single changes. */
const MAX_SINGLE = 256

export interface ObserveParts {
  /** Resolves to whether the page holds IDs. */
  onChange: (roots: Node[]) => Promise<boolean>
  now: () => number
  abort: AbortSignal
}

export interface Observer {
  watch(root: Document | ShadowRoot): void
  touch(root: Node): void
}

export function observeChanges({ onChange, now, abort }: ObserveParts): Observer {
  const changed = new Set<Node>()
  const watched = new Set<Document | ShadowRoot>()
  /** 0: none since the last flush. */
  let firstChange = 0
  let lastChange = 0
  let isBusy = false
  /** The whole page is to be walked, so changes are not recorded until then. */
  let isFlooded = false
  let floodMs = FLOOD_MS
  let fruitless = 0
  const timer = createTimer(() => {
    if (document.hidden || msLeft() > 0) schedule()
    else void flush()
  }, abort)

  function note(record: MutationRecord): void {
    const { type, target, addedNodes, removedNodes } = record
    if (type !== 'childList') changed.add(target)
    for (const node of addedNodes) changed.add(node)
    // What stood around it may be one word now.
    if (removedNodes.length > addedNodes.length)
      changed.add(record.nextSibling ?? record.previousSibling ?? target)
  }

  function msLeft(): number {
    const factor = fruitless > FRUITLESS_BEFORE_LAZY ? LAZY_FACTOR : 1
    const latest = firstChange + (isFlooded ? floodMs : MAX_WAIT_MS) * factor
    return (isFlooded ? latest : Math.min(lastChange + QUIET_MS * factor, latest)) - now()
  }

  function markTime(): void {
    lastChange = now()
    firstChange ||= lastChange
  }

  /** A timer that rings too early is set again: cheaper than a new one at each change. */
  function schedule(): void {
    // No agent sees a hidden page, and it may change for hours.
    if (!document.hidden && !isBusy && firstChange && !timer.isSet()) timer.set(Math.max(0, msLeft()))
  }

  async function flush(): Promise<void> {
    const roots = [...changed].filter(({ isConnected }) => isConnected)
    changed.clear()
    firstChange = 0
    for (const root of watched)
      if (!root.isConnected) watched.delete(root)
      else if (isFlooded) watch(root)
    floodMs = isFlooded ? Math.min(2 * floodMs, MAX_FLOOD_MS) : FLOOD_MS
    isFlooded = false
    isBusy = true
    try {
      fruitless = (await onChange(roots)) ? 0 : fruitless + 1
    } finally {
      isBusy = false
    }
    schedule()
  }

  const observer = new MutationObserver((records) => {
    markTime()
    // Removed nodes need no scan, but their marks may have to go.
    if (records.length + changed.size <= MAX_SINGLE) for (const record of records) note(record)
    else {
      observer.disconnect()
      changed.clear()
      changed.add(document.documentElement)
      isFlooded = true
    }
    schedule()
  })

  function watch(root: Document | ShadowRoot): void {
    if (!abort.aborted)
      observer.observe(root, {
        childList: true,
        subtree: true,
        characterData: true,
        // Text became editable, or stopped being so.
        attributeFilter: ['contenteditable'],
      })
  }

  onEnd(abort, () => observer.disconnect())
  listen(document, 'visibilitychange', schedule, abort)

  return {
    watch(root) {
      watched.add(root)
      watch(root)
    },
    touch(root) {
      changed.add(root)
      markTime()
      schedule()
    },
  }
}

/** A subtree with more elements is searched in parts. */
const MAX_AT_ONCE = 65_536

const PARTS_AT_ONCE = 16

/** So many elements are looked at for their names, one in so many. */
const SAMPLE = 64
const SAMPLE_STEP = 61
const MAX_NAMES = 24

/** Undefined custom elements; at most this number is checked again. */
const MAX_WAITING = 500

export interface ShadowFinder {
  /** Those in these subtrees, and new ones of elements without one before. No event reports them. */
  find(roots: readonly Node[]): Promise<ShadowRoot[]>
}

export function createShadowFinder(takeTurn: TakeTurn): ShadowFinder {
  const waiting = new Set<Element>()
  let selector = '*'

  /** The selector engine skips the page's commonest names first: a fifth of the time (2 ms for 50,000 elements). */
  function learnNames(elements: HTMLCollectionOf<Element>): void {
    const names = new Map([['div', 0]])
    for (let at = 0; at < SAMPLE; at++) {
      const element = elements.item(at * SAMPLE_STEP)
      if (!element) break
      if (!isCustom(element)) names.set(element.localName, (names.get(element.localName) ?? 0) + 1)
    }
    const commonest = [...names].sort(([, a], [, b]) => b - a).map(([name]) => CSS.escape(name))
    selector = `:not(${commonest.slice(0, MAX_NAMES)})`
  }

  /** Adds all that hold more than `MAX_AT_ONCE`, and some others. */
  async function findLarge(root: Element, large: Set<Element>): Promise<void> {
    // An index would count them all first.
    const all = root.getElementsByTagName('*')
    if (all.item(SAMPLE)) learnNames(all)
    for (let at = MAX_AT_ONCE; ; at += MAX_AT_ONCE) {
      await takeTurn()
      const inner = all.item(at)
      if (!inner) return
      for (let outer = inner.parentElement; outer; outer = outer.parentElement) large.add(outer)
    }
  }

  return {
    async find(roots) {
      // Grows as it is gone through.
      const queue = new Set(roots)

      function open(element: Element): void {
        const { shadowRoot } = element
        if (shadowRoot) {
          waiting.delete(element)
          queue.add(shadowRoot)
        } else if (waiting.size < MAX_WAITING) waiting.add(element)
      }

      for (const element of waiting) {
        if (element.isConnected) open(element)
        else waiting.delete(element)
      }
      for (const root of queue) {
        const parts = root instanceof Element ? [root] : root instanceof ShadowRoot ? [...root.children] : []
        const large = new Set<Element>()
        for (const part of parts) await findLarge(part, large)
        for (const [at, part] of parts.entries()) {
          // Some parts are a single element.
          if (at % PARTS_AT_ONCE === 0) await takeTurn()
          if (isCustom(part)) open(part)
          if (large.has(part)) for (const child of part.children) parts.push(child)
          else if (part.querySelector(selector))
            for (const element of part.querySelectorAll(selector)) if (isCustom(element)) open(element)
        }
      }
      return [...queue].filter((root) => root instanceof ShadowRoot)
    },
  }
}

const isCustom = ({ localName }: Element): boolean => localName.includes('-')
