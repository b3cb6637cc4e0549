/** Reports what changed once the page is quiet, and finds shadow roots that open late. */
import { createTimer, listen, onEnd, type TakeTurn } from './lifetime.ts'

const QUIET_MS = 100
/** Upper bound for pages that are never quiet. */
const MAX_WAIT_MS = 500
/** Pages that showed no ID for long are scanned less often. */
const LAZY_FACTOR = 10
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
  let firstChange: number | undefined
  let isBusy = false
  /** The whole page is to be walked. */
  let isFlooded = false
  let lastChange = 0
  let fruitless = 0
  const timer = createTimer(() => {
    // In a flood, a change sets no timer.
    if (isFlooded && lastChange + QUIET_MS > now() && now() < (firstChange ?? 0) + MAX_FLOOD_MS) schedule()
    else void flush()
  }, abort)

  function note({
    type,
    addedNodes,
    removedNodes,
    nextSibling,
    previousSibling,
    target,
  }: MutationRecord): void {
    if (type !== 'childList') changed.add(target)
    for (const node of addedNodes) changed.add(node)
    // What stood around it may be one word now.
    if (removedNodes.length > addedNodes.length) changed.add(nextSibling ?? previousSibling ?? target)
  }

  function schedule(): void {
    // No agent sees a hidden page, and it may change for hours.
    if (document.hidden || isBusy || firstChange === undefined) return
    const factor = fruitless > FRUITLESS_BEFORE_LAZY ? LAZY_FACTOR : 1
    const left = firstChange + (isFlooded ? MAX_FLOOD_MS : MAX_WAIT_MS) * factor - now()
    timer.set(Math.max(0, Math.min(QUIET_MS * factor, left)))
  }

  async function flush(): Promise<void> {
    const roots = [...changed].filter(({ isConnected }) => isConnected)
    changed.clear()
    firstChange = undefined
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
    lastChange = now()
    if (isFlooded) return
    firstChange ??= lastChange
    // Removed nodes need no scan, but their marks may have to go.
    if (records.length + changed.size <= MAX_SINGLE) for (const record of records) note(record)
    else {
      changed.clear()
      changed.add(document.documentElement)
      isFlooded = true
    }
    schedule()
  })
  onEnd(abort, () => observer.disconnect())
  listen(document, 'visibilitychange', schedule, abort)

  return {
    watch(root) {
      if (abort.aborted) return
      observer.observe(root, {
        childList: true,
        subtree: true,
        characterData: true,
        // Text became editable, or stopped being so.
        attributeFilter: ['contenteditable'],
      })
    },
    touch(root) {
      changed.add(root)
      firstChange ??= now()
      schedule()
    },
  }
}

/** The selector engine skips the commonest names first: a tenth of the time (2 ms for 25,000 elements). */
const UNCOMMON =
  ':not(div,span,td,a,tr,p,li,b,i,br,img,ul,svg,path,g,button,em,option,section,header,strong,time,dl,dt,dd,article,h3,footer,aside)'

/** A subtree with more elements is searched in parts. */
const MAX_AT_ONCE = 8192

/** Undefined custom elements; at most this number is checked again. */
const MAX_WAITING = 500

export interface ShadowFinder {
  /** Those in these subtrees, and new ones of elements without one before. No event reports them. */
  find(roots: readonly Node[]): Promise<ShadowRoot[]>
}

export function createShadowFinder(takeTurn: TakeTurn): ShadowFinder {
  const waiting = new Set<Element>()

  /** Adds all that hold more than `MAX_AT_ONCE`, and some others. */
  async function findLarge(root: Element, large: Set<Element>): Promise<void> {
    // An index would count them all first.
    const all = root.getElementsByTagName('*')
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
        for (const part of parts) {
          await takeTurn()
          if (isCustom(part)) open(part)
          if (large.has(part)) for (const child of part.children) parts.push(child)
          else for (const element of part.querySelectorAll(UNCOMMON)) if (isCustom(element)) open(element)
        }
      }
      return [...queue].filter((root) => root instanceof ShadowRoot)
    },
  }
}

const isCustom = ({ localName }: Element): boolean => localName.includes('-')
