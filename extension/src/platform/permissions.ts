/** Which origins the browser lets the extension reach. */
import { browser } from './browser.ts'

/**
 * Asks the agent to let the extension reach a relay directly, which saves a preflight for each new address. Refused, or
 * not to be asked for here, the relay still answers through CORS: so `false` is no failure. Where it has been granted
 * the browser says so without a prompt. Call it in a click handler.
 */
export const requestOrigin = (origin: string): Promise<boolean> => requestPattern(`${origin}/*`)

/** The same for a site's pages. Call it in a click handler, where the prompt can be shown. */
export async function requestPattern(pattern: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [pattern] })
  } catch {
    return false
  }
}

export const isGranted = (pattern: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [pattern] })

/** What was granted with the manifest cannot be given back, and need not be. */
export async function giveBack(pattern: string): Promise<void> {
  await browser.permissions.remove({ origins: [pattern] }).catch(() => false)
}
