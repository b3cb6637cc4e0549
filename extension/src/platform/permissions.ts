/** Which origins the browser lets the background ask. */
import { browser } from './browser.ts'

/**
 * Asks the agent to let the extension reach a relay directly, which saves a preflight for each new address. Refused, or
 * not to be asked for here, the relay still answers through CORS: so `false` is no failure. Where it has been granted
 * the browser says so without a prompt. Call it in a click handler.
 */
export async function requestOrigin(origin: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [`${origin}/*`] })
  } catch {
    return false
  }
}
