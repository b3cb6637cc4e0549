/**
 * The administrator's policy, as the browser hands it on: it has checked types by the schema and left out what does not
 * fit. What fits and is still no use (a pattern that is none, a feature of a later version) is left out here.
 */
import { FEATURES, type Managed, NOTHING_MANAGED } from '../managed.ts'
import { browser } from './browser.ts'
import { isSitePattern } from './site-pattern.ts'

/** No schema library: every surface reads this, and four forms are told apart in a line each. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
const textsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined

export function readPolicy(raw: unknown): Managed {
  const policy = new Map<string, unknown>(Object.entries(raw ?? {}))
  const features = textsOf(policy.get('featuresOff'))
  return {
    organization: textOf(policy.get('organizationName')),
    relay: textOf(policy.get('relayAddress')),
    sites: textsOf(policy.get('allowedSites'))?.filter(isSitePattern),
    off: FEATURES.filter((feature) => features?.includes(feature)),
    isLocked: policy.get('settingsLocked') === true,
  }
}

/** A browser without policies has no such storage, and says so by failing. */
export const readManaged = (): Promise<Managed> =>
  browser.storage.managed.get(null).then(readPolicy, () => NOTHING_MANAGED)

/** Tells of every change from now on, until the signal ends it. */
export function watchManaged(listener: (managed: Managed) => void, signal: AbortSignal): void {
  if (signal.aborted) return
  const onChanged: Parameters<typeof browser.storage.onChanged.addListener>[0] = async (_, area) => {
    if (area !== 'managed') return
    const managed = await readManaged()
    if (!signal.aborted) listener(managed)
  }
  browser.storage.onChanged.addListener(onChanged)
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChanged), { once: true })
}
