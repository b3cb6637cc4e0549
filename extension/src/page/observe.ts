/** Watches a page for change, and hands over what changed once the page has come to rest. */
import { listen, onEnd } from './listen.ts'
import { createTimer } from './timer.ts'

const QUIET_MS = 100
/** A page that never rests is looked at all the same. */
const MAX_WAIT_MS = 500
/** On a page that has shown no ID for long there is no hurry. */
const LAZY_FACTOR = 10
const FRUITLESS_BEFORE_LAZY = 20
/** So many single changes cost more to sort than the whole page to walk. */
const MAX_SINGLE = 256

export interface ObserveParts {
  /** Resolves to whether there are IDs on the page. */
  onChange: (roots: Node[]) => Promise<boolean>
  now: () => number
  abort: AbortSignal
}

export interface Observer {
  watch(root: Document | ShadowRoot): void
  /** As if these had changed. */
  touch(roots: Iterable<Node>): void
}

export function observeChanges({ onChange, now, abort }: ObserveParts): Observer {
  const changed = new Set<Node>()
  let firstChange: number | undefined
  let isBusy = false
  let fruitless = 0
  const timer = createTimer(() => void flush(), abort)

  function note({ type, addedNodes, target }: MutationRecord): void {
    if (type === 'childList') for (const node of addedNodes) changed.add(node)
    else changed.add(target)
  }

  function schedule(): void {
    // A hidden page is nobody's to look at, and may change for hours.
    if (document.hidden || isBusy || firstChange === undefined) return
    const factor = fruitless > FRUITLESS_BEFORE_LAZY ? LAZY_FACTOR : 1
    timer.set(Math.max(0, Math.min(QUIET_MS * factor, firstChange + MAX_WAIT_MS * factor - now())))
  }

  async function flush(): Promise<void> {
    const roots = [...changed].filter(({ isConnected }) => isConnected)
    changed.clear()
    firstChange = undefined
    isBusy = true
    try {
      fruitless = (await onChange(roots)) ? 0 : fruitless + 1
    } finally {
      isBusy = false
    }
    schedule()
  }

  const observer = new MutationObserver((records) => {
    firstChange ??= now()
    // What was only removed leaves nothing to scan, but there may be marks to take away.
    if (records.length + changed.size <= MAX_SINGLE) for (const record of records) note(record)
    else {
      changed.clear()
      changed.add(document.documentElement)
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
        // Text becomes an editor's, or ceases to be.
        attributeFilter: ['contenteditable'],
      })
    },
    touch(roots) {
      for (const root of roots) changed.add(root)
      if (changed.size === 0) return
      firstChange ??= now()
      schedule()
    },
  }
}
