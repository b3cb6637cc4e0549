/** The tab that the popup stands over: whether Inquiry Lens may read it, and the IDs that are on it. */
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { PageFinds, PageView } from '../../../messages/messages.ts'
import { findCustomerNumbers } from '../../format/find-customer-numbers.ts'
import type { SendRequest } from '../../request.ts'
import { createLookups, type Lookups } from '../lists/lookups.ts'
import { runAfter } from '../resource/timer.ts'

export interface PageIds {
  /** `undefined` until the background has looked. */
  look: ReadonlySignal<PageView | undefined>
  ids: ReadonlySignal<readonly string[]>
  /** In parts of the page that are not shown. Not looked up before `showHidden`. */
  hidden: ReadonlySignal<readonly string[]>
  hiddenLookups: Lookups
  showHidden(): void
  /** The company’s own. Nobody is asked about them by sight. */
  numbers: ReadonlySignal<readonly string[]>
  lookups: Lookups
  isBusy: ReadonlySignal<boolean>
  /** The page was read, for this once. */
  isScanned: ReadonlySignal<boolean>
  /** The site was let in just now: whoever did that has not met a mark yet. */
  isNew: ReadonlySignal<boolean>
  failure: ReadonlySignal<Failure | undefined>
  /** Reads this page once. */
  scan(): void
  /** Marks IDs on this site from now on. To be called in a click: the browser asks the agent first. */
  grant(): void
}

export interface PageIdsParts {
  request: SendRequest
  tabId: Promise<number | undefined>
  requestSite(pattern: string): Promise<boolean>
  config: ReadonlySignal<Config | undefined>
  abort: AbortSignal
}

const MAX_LOOKS = 6
const LOOK_AGAIN_MS = 250

export function createPageIds({ request, tabId, requestSite, config, abort: ended }: PageIdsParts): PageIds {
  const look = signal<PageView | undefined>(undefined)
  const scanned = signal<PageFinds | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const isBusy = signal(false)
  const isNew = signal(false)
  const finds = computed(() => scanned.value ?? look.value)
  const ids = computed(() => finds.value?.ids ?? [])
  const hidden = computed(() => finds.value?.hidden ?? [])
  const areHiddenShown = signal(false)
  const numbers = computed(() => {
    const patterns = config.value?.idPatterns
    return finds.value?.numbers.filter((text) => findCustomerNumbers(text, patterns)[0] === text) ?? []
  })

  async function takeLook(): Promise<void> {
    const id = await tabId
    if (id === undefined || ended.aborted) return
    const found = await request('app:page.look', { tabId: id }, ended)
    if (ended.aborted) return
    if (found.ok) look.value = found.value
    else failure.value = found.error
  }

  /** The page's script has just been let in; reading a page takes it a moment. */
  async function lookUntilRead(): Promise<void> {
    for (let looks = 0; looks < MAX_LOOKS && !ended.aborted; looks++) {
      await takeLook()
      if (ids.peek().length + numbers.peek().length > 0 || failure.peek()) return
      await new Promise<void>((settle) => runAfter(LOOK_AGAIN_MS, settle, ended))
    }
  }

  async function scan(): Promise<void> {
    const id = await tabId
    if (id === undefined || isBusy.peek() || ended.aborted) return
    isBusy.value = true
    const found = await request('app:page.scan', { tabId: id }, ended)
    if (ended.aborted) return
    batch(() => {
      isBusy.value = false
      failure.value = found.ok ? undefined : found.error
      if (found.ok) scanned.value = found.value
    })
  }

  async function grant(): Promise<void> {
    const pattern = look.peek()?.pattern
    if (!pattern) return
    // The wish first: the browser's question may close this popup, and the background then finishes alone.
    const wished = request('app:sites.add', { pattern }, ended)
    const isGranted = await requestSite(pattern)
    const added = await wished
    if (ended.aborted) return
    if (!isGranted) {
      void request('app:sites.remove', { pattern })
      return
    }
    isNew.value = added.ok
    if (added.ok) await lookUntilRead()
    else failure.value = added.error
  }

  void takeLook()
  return {
    look,
    ids,
    hidden,
    hiddenLookups: createLookups({
      request,
      ids: computed(() => (areHiddenShown.value ? hidden.value : [])),
      abort: ended,
    }),
    showHidden: () => {
      areHiddenShown.value = true
    },
    numbers,
    lookups: createLookups({ request, ids, abort: ended }),
    isBusy,
    isScanned: computed(() => scanned.value !== undefined),
    isNew,
    failure,
    scan: () => void scan(),
    grant: () => void grant(),
  }
}
