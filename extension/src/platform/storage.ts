/** The browser's storage as typed items. What another version wrote, or anyone else, counts as nothing there. */
import * as v from 'valibot'
import { browser } from './browser.ts'

export type StorageAreaName = 'session' | 'local'

export interface StoredItem<T> {
  readonly key: string
  get(): Promise<T | undefined>
  set(value: T): Promise<void>
  remove(): Promise<void>
  /** Tells of every change from now on, whoever made it, until the signal ends it. */
  watch(listener: (value: T | undefined) => void, signal: AbortSignal): void
}

export function createItem<T>(
  area: StorageAreaName,
  key: string,
  schema: v.GenericSchema<unknown, T>,
): StoredItem<T> {
  const storage = browser.storage[area]
  const read = (raw: unknown): T | undefined => {
    const parsed = v.safeParse(schema, raw)
    return parsed.success ? parsed.output : undefined
  }

  return {
    key,
    get: async () => read((await storage.get(key))[key]),
    set: (value) => storage.set({ [key]: value }),
    remove: () => storage.remove(key),
    watch(listener, signal) {
      if (signal.aborted) return
      const onChanged: Parameters<typeof browser.storage.onChanged.addListener>[0] = (
        changes,
        changedArea,
      ) => {
        const change = changes[key]
        if (changedArea === area && change) listener(read(change.newValue))
      }
      browser.storage.onChanged.addListener(onChanged)
      signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChanged), {
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
  ])
}
