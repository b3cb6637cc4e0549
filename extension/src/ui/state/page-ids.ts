/** The tab that the popup stands over: whether Inquiry Lens may read it, and the IDs that are on it. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../failure.ts'
import type { PageView } from '../../messages.ts'
import type { Ask } from '../../platform/ask.ts'
import { createLookups, type Lookups } from './lookups.ts'
import { runAfter } from './timer.ts'

export interface PageIds {
  /** `undefined` until the background has looked. */
  look: ReadonlySignal<PageView | undefined>
  ids: ReadonlySignal<readonly string[]>
  lookups: Lookups
  isBusy: ReadonlySignal<boolean>
  /** The page was read, for this once. */
  isScanned: ReadonlySignal<boolean>
  failure: ReadonlySignal<Failure | undefined>
  /** Reads this page once. */
  scan(): void
  /** Marks IDs on this site from now on. To be called in a click: the browser asks the agent first. */
  grant(): void
}

export interface PageIdsParts {
  ask: Ask
  tabId: Promise<number | undefined>
  requestSite(pattern: string): Promise<boolean>
  signal: AbortSignal
}

const MOST_LOOKS = 6
const LOOK_AGAIN_MS = 250

export function createPageIds({ ask, tabId, requestSite, signal: ended }: PageIdsParts): PageIds {
  const look = signal<PageView | undefined>(undefined)
  const scanned = signal<readonly string[] | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const isBusy = signal(false)
  const ids = computed(() => scanned.value ?? look.value?.ids ?? [])

  async function takeLook(): Promise<void> {
    const id = await tabId
    if (id === undefined || ended.aborted) return
    const found = await ask('app:page.look', { tabId: id }, ended)
    if (ended.aborted) return
    if (found.ok) look.value = found.value
    else failure.value = found.error
  }

  /** The page's script has just been let in; reading a page takes it a moment. */
  async function lookUntilRead(): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS && !ended.aborted; looks++) {
      await takeLook()
      if (ids.peek().length > 0 || failure.peek()) return
      await new Promise<void>((settle) => runAfter(LOOK_AGAIN_MS, settle, ended))
    }
  }

  async function scan(): Promise<void> {
    const id = await tabId
    if (id === undefined || isBusy.peek() || ended.aborted) return
    isBusy.value = true
    const found = await ask('app:page.scan', { tabId: id }, ended)
    if (ended.aborted) return
    batch(() => {
      isBusy.value = false
      failure.value = found.ok ? undefined : found.error
      if (found.ok) scanned.value = found.value.ids
    })
  }

  async function grant(): Promise<void> {
    const pattern = look.peek()?.pattern
    if (!pattern) return
    // The wish first: the browser's question may close this popup, and the background then finishes alone.
    const wished = ask('app:sites.add', { pattern }, ended)
    const isGranted = await requestSite(pattern)
    const added = await wished
    if (ended.aborted) return
    if (!isGranted) {
      void ask('app:sites.remove', { pattern })
      return
    }
    if (added.ok) await lookUntilRead()
    else failure.value = added.error
  }

  void takeLook()
  return {
    look,
    ids,
    lookups: createLookups({ ask, ids, signal: ended }),
    isBusy,
    isScanned: computed(() => scanned.value !== undefined),
    failure,
    scan: () => void scan(),
    grant: () => void grant(),
  }
}
