/** The browser's storage as typed items. A value that its guard rejects counts as absent. */
import { browser } from './browser.ts'

export type StorageAreaName = 'session' | 'local'

/** A guard and no schema: the schema library would add 10 kB to each page. */
export type Guard<T> = (raw: unknown) => raw is T

/**
 * Enough for `session`: it ends with this version of the extension, so only this code has written it. `local` outlives the
 * version, and needs a true guard.
 */
export const isPresent = <T>(raw: unknown): raw is T => raw !== undefined && raw !== null

/** The shape of `local` as this release writes it; `background/session/migrations.ts` brings it there. */
export const STORAGE_VERSION = 2
export const VERSION_KEY = 'version'

let localReady: Promise<unknown> | undefined

/** Every item in `local` waits for it. */
export function holdLocal(until: Promise<unknown>): void {
  localReady = until
}

const LONGEST_MIGRATION_MS = 3_000

/** For surfaces: until the background has migrated `local`. If that fails, guards reject what has another shape. */
export const waitForMigration = (): Promise<unknown> =>
  new Promise((resolve) => {
    const limit = AbortSignal.timeout(LONGEST_MIGRATION_MS)
    limit.addEventListener('abort', resolve)
    const version = createItem('local', VERSION_KEY, (raw) => raw === STORAGE_VERSION)
    version.watch(resolve, limit)
    void version.get().then((current) => current && resolve(current))
  })

export interface StoredItem<T> {
  readonly key: string
  get(): Promise<T | undefined>
  set(value: T): Promise<void>
  remove(): Promise<void>
  /** Calls at every change until aborted. */
  watch(listener: (value: T | undefined) => void, abort: AbortSignal): void
}

export function createItem<T>(area: StorageAreaName, key: string, isOne: Guard<T>): StoredItem<T> {
  const storage = browser.storage[area]
  const read = (raw: unknown): T | undefined => (isOne(raw) ? raw : undefined)
  const ready = async () => area === 'local' && localReady

  return {
    key,
    get: () => ready().then(async () => read((await storage.get(key))[key])),
    set: (value) => ready().then(() => storage.set({ [key]: value })),
    remove: () => ready().then(() => storage.remove(key)),
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
