/** Host permissions. */
import { browser } from './browser.ts'

/**
 * Requests direct access to a relay, which saves a preflight for each new address. Without it the relay still answers
 * through CORS, so `false` is no failure. Call it in a click handler.
 */
export const requestOrigin = (origin: string): Promise<boolean> => requestPattern(`${origin}/*`)

/** Requests access to a site's pages. Call it in a click handler. */
export async function requestPattern(pattern: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [pattern] })
  } catch {
    return false
  }
}

export const isGranted = (pattern: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [pattern] })

/** A permission of the manifest stays. */
export async function giveBack(pattern: string): Promise<void> {
  await browser.permissions.remove({ origins: [pattern] }).catch(() => false)
}
