/** The browser's storage as typed items. What another version wrote, or anyone else, counts as nothing there. */
import { browser } from './browser.ts'

export type StorageAreaName = 'session' | 'local'

/** A guard and no schema: what a page reads from storage must not bring the schemas' library along, 10 kB of it. */
export type Guard<T> = (raw: unknown) => raw is T

/**
 * Enough for `session`, which ends with this version of the extension and is closed to content scripts (below): what is
 * there, this very code has written. `local` outlives the version, so that what is in it needs a true guard.
 */
export const isThere = <T>(raw: unknown): raw is T => raw !== undefined && raw !== null

export interface StoredItem<T> {
  readonly key: string
  get(): Promise<T | undefined>
  set(value: T): Promise<void>
  remove(): Promise<void>
  /** Tells of every change from now on, whoever made it, until the signal ends it. */
  watch(listener: (value: T | undefined) => void, abort: AbortSignal): void
}

export function createItem<T>(area: StorageAreaName, key: string, isOne: Guard<T>): StoredItem<T> {
  const storage = browser.storage[area]
  const read = (raw: unknown): T | undefined => (isOne(raw) ? raw : undefined)

  return {
    key,
    get: async () => read((await storage.get(key))[key]),
    set: (value) => storage.set({ [key]: value }),
    remove: () => storage.remove(key),
    watch(listener, abort) {
      if (abort.aborted) return
      const onChanged: Parameters<typeof browser.storage.onChanged.addListener>[0] = (
        changes,
        changedArea,
      ) => {
        const change = changes[key]
        if (changedArea === area && change) listener(read(change.newValue))
      }
      browser.storage.onChanged.addListener(onChanged)
      abort.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChanged), {
        once: true,
      })
    },
  }
}

/** Everything in an area whose key begins so. */
export async function readByPrefix(area: StorageAreaName, prefix: string): Promise<Map<string, unknown>> {
  const all = await browser.storage[area].get(null)
  return new Map(Object.entries(all).filter(([key]) => key.startsWith(prefix)))
}

export async function removeKeys(area: StorageAreaName, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await browser.storage[area].remove([...keys])
}

/**
 * `local` is open to content scripts unless it is closed (measured), and `session` is closed unless someone opened it.
 * The browser keeps the answer across restarts, but nobody says so: it is asked for each time the background starts.
 */
export async function closeToContentScripts(): Promise<void> {
  const accessLevel = 'TRUSTED_CONTEXTS'
  await Promise.all([
    chrome.storage.local.setAccessLevel({ accessLevel }),
    chrome.storage.session.setAccessLevel({ accessLevel }),
    chrome.storage.managed.setAccessLevel({ accessLevel }),
  ])
}
