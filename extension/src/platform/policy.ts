/** The administrator's policy (`public/managed-schema.json`); `managed-policy.ts` reads it. */

/**
 * What can be switched off: IDs marked in pages, cards over them, the context menu, the address bar, buttons that copy,
 * files of lists, replies
 * inserted into a page's editor.
 */
export const FEATURES = ['marks', 'hover', 'menu', 'omnibox', 'copy', 'export', 'insert'] as const
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
