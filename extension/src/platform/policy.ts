/** The administrator's policy (`public/managed-schema.json`), as the browser has it. */
import { isSitePattern } from '../site-pattern.ts'
import { browser } from './browser.ts'

/**
 * What can be switched off: IDs marked in pages, cards over them, the context menu, the address bar, buttons that copy,
 * files of lists, replies inserted into a page's editor, watches of cases.
 */
export const FEATURES = ['marks', 'hover', 'menu', 'omnibox', 'copy', 'export', 'insert', 'watch'] as const
export type Feature = (typeof FEATURES)[number]

export interface Policy {
  /** The organization's name. */
  organization: string | undefined
  /** As written; it may not be an address. */
  relay: string | undefined
  /** Match patterns of the only sites; `undefined`: the agent's choice. */
  sites: readonly string[] | undefined
  off: readonly Feature[]
  isLocked: boolean
  /** Whether sign-ins outlast the browser; `undefined`: the agent's choice. */
  keepSignedIn: boolean | undefined
  /** Named filters of the panel, as written; `ui/state/page/saved-views.ts` reads them. */
  views: unknown
  /** Settings that could not be read, as written: an invalid pattern, a feature of a later version. */
  misread: readonly string[]
}

export const NO_POLICY: Policy = {
  organization: undefined,
  relay: undefined,
  sites: undefined,
  off: [],
  isLocked: false,
  keepSignedIn: undefined,
  views: undefined,
  misread: [],
}

/** Whether the agent may have this site marked. */
export function maySite({ off, sites, isLocked }: Policy, pattern: string): boolean {
  if (off.includes('marks')) return false
  return sites ? sites.includes(pattern) : !isLocked
}

/** Without the schema library: every surface reads the policy. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
const textsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined

/** `https://acme.zendesk.com` and `https://acme.zendesk.com/` name the same site as `https://acme.zendesk.com/*`. */
const toPattern = (text: string): string =>
  `${text
    .trim()
    .toLowerCase()
    .replace(/\/\**$/, '')}/*`

export function readPolicy(raw: unknown): Policy {
  const policy = new Map<string, unknown>(Object.entries(raw ?? {}))
  const features = textsOf(policy.get('featuresOff'))
  const sites = textsOf(policy.get('allowedSites'))
  const keep = policy.get('keepSignedIn')
  const isFeature = (text: string) => FEATURES.some((feature) => feature === text.trim().toLowerCase())
  return {
    organization: textOf(policy.get('organizationName')),
    relay: textOf(policy.get('relayAddress')),
    sites: sites && [...new Set(sites.map(toPattern))].filter(isSitePattern),
    off: FEATURES.filter((feature) => features?.some((text) => text.trim().toLowerCase() === feature)),
    isLocked: policy.get('settingsLocked') === true,
    keepSignedIn: typeof keep === 'boolean' ? keep : undefined,
    views: policy.get('views'),
    misread: [
      ...(sites ?? []).filter((text) => !isSitePattern(toPattern(text))),
      ...(features ?? []).filter((text) => !isFeature(text)),
    ],
  }
}

/** A browser without policies rejects the read. */
export const readManagedPolicy = (): Promise<Policy> =>
  browser.storage.managed.get(null).then(readPolicy, () => NO_POLICY)

/** Calls at every change until aborted. */
export function watchManagedPolicy(listener: (policy: Policy) => void, abort: AbortSignal): void {
  if (abort.aborted) return
  const onChanged: Parameters<typeof browser.storage.onChanged.addListener>[0] = async (_, area) => {
    if (area !== 'managed') return
    const policy = await readManagedPolicy()
    if (!abort.aborted) listener(policy)
  }
  browser.storage.onChanged.addListener(onChanged)
  abort.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChanged), { once: true })
}
