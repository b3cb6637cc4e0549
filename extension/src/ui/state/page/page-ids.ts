/** The tab under the popup: whether Inquiry Lens may read it, and the IDs on it. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { findCustomerNumbers } from '@inquiry-lens/shared/domain/ids/customer-number.ts'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { PageFinds, PageView } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import { createLookups, type Lookups } from '../lists/lookups.ts'
import { runAfter } from '../resource/resource.ts'

export interface PageIds {
  /** `undefined` until the background has answered. */
  look: ReadonlySignal<PageView | undefined>
  ids: ReadonlySignal<readonly string[]>
  lookups: Lookups
  /** IDs in parts of the page that are not visible. Looked up after `showHidden`. */
  hidden: ReadonlySignal<readonly string[]>
  hiddenLookups: Lookups
  showHidden(): void
  /** Customer numbers. Not looked up before one is chosen. */
  numbers: ReadonlySignal<readonly string[]>
  isBusy: ReadonlySignal<boolean>
  /** The page was scanned once. */
  isScanned: ReadonlySignal<boolean>
  /** The agent allowed the site just now, and has not seen a mark yet. */
  isNew: ReadonlySignal<boolean>
  failure: ReadonlySignal<Failure | undefined>
  scan(): void
  /** Marks IDs on this site, or on another one, from now on. Call it in a click: the browser asks the agent first. */
  grant(other?: string): void
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

export function createPageIds({ request, tabId, requestSite, config, abort }: PageIdsParts): PageIds {
  const look = signal<PageView | undefined>(undefined)
  const scanned = signal<PageFinds | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const isBusy = signal(false)
  const isNew = signal(false)
  const areHiddenShown = signal(false)
  const finds = computed(() => scanned.value ?? look.value)
  const ids = computed(() => finds.value?.ids ?? [])
  const hidden = computed(() => finds.value?.hidden ?? [])
  const numbers = computed(() => {
    const patterns = config.value?.idPatterns
    return finds.value?.numbers.filter((text) => findCustomerNumbers(text, patterns)[0] === text) ?? []
  })

  async function lookOnce(): Promise<void> {
    const id = await tabId
    if (id === undefined || abort.aborted) return
    const found = await request('app:page.look', { tabId: id }, abort)
    if (abort.aborted) return
    if (found.ok) look.value = found.value
    else failure.value = found.error
  }

  /** After a grant, the page script needs a moment to read the page. */
  async function lookUntilRead(): Promise<void> {
    for (let looks = 0; looks < MAX_LOOKS && !abort.aborted; looks++) {
      await lookOnce()
      if (ids.peek().length + numbers.peek().length > 0 || failure.peek()) return
      await new Promise<void>((resolve) => runAfter(LOOK_AGAIN_MS, resolve, abort))
    }
  }

  async function scan(): Promise<void> {
    const id = await tabId
    if (id === undefined || isBusy.peek() || abort.aborted) return
    isBusy.value = true
    const found = await request('app:page.scan', { tabId: id }, abort)
    if (abort.aborted) return
    batch(() => {
      isBusy.value = false
      failure.value = found.ok ? undefined : found.error
      if (found.ok) scanned.value = found.value
    })
  }

  async function grant(pattern: string | null | undefined): Promise<void> {
    if (!pattern) return
    // Sent first: the browser's prompt may close this popup, and the background then finishes without it.
    const adding = request('app:sites.add', { pattern }, abort)
    const isGranted = await requestSite(pattern)
    const added = await adding
    if (abort.aborted) return
    if (!isGranted) {
      void request('app:sites.remove', { pattern })
      return
    }
    isNew.value = added.ok
    if (added.ok) await lookUntilRead()
    else failure.value = added.error
  }

  void lookOnce()
  return {
    look,
    ids,
    lookups: createLookups({ request, ids, abort }),
    hidden,
    hiddenLookups: createLookups({
      request,
      ids: computed(() => (areHiddenShown.value ? hidden.value : [])),
      abort,
    }),
    showHidden: () => {
      areHiddenShown.value = true
    },
    numbers,
    isBusy,
    isScanned: computed(() => scanned.value !== undefined),
    isNew,
    failure,
    scan: () => void scan(),
    grant: (other) => void grant(other ?? look.peek()?.pattern),
  }
}
