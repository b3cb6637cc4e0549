/**
 * Who may ask beyond what the browser says of a sender: our script only on a site that the agent has let us into, or
 * where it was let in once; the card only with the ticket that makes it ours.
 */
import * as v from 'valibot'
import type { PageSender, TrustedSender } from '../../platform/sender.ts'
import { coversAddress } from '../../platform/site-pattern.ts'
import type { CardTokens } from './card-tokens.ts'
import type { PageViewer } from './page-viewer.ts'
import type { GrantedSites } from './sites.ts'

export interface PageAccessParts {
  sites: Pick<GrantedSites, 'list' | 'isOff'>
  /** Asks the relay which sites are off, where its last answer is old. */
  refreshOff: () => Promise<void>
  viewer: Pick<PageViewer, 'hasScanned'>
  tickets: Pick<CardTokens, 'admits'>
}

const WithTicketSchema = v.object({ ticket: v.string() })

export function createPageAccess({ sites, refreshOff, viewer, tickets }: PageAccessParts) {
  async function admitsPage(page: PageSender): Promise<boolean> {
    await refreshOff()
    if (await sites.isOff(page.origin, page.tabUrl)) return false
    // A sandboxed frame has no origin of its own: it counts as a part of the page that it is in.
    const address = page.origin === 'null' ? page.tabUrl : page.origin
    const patterns = address === undefined ? [] : await sites.list()
    if (address !== undefined && patterns.some((pattern) => coversAddress(pattern, address))) return true
    return viewer.hasScanned(page)
  }

  return async function admits(sender: TrustedSender, payload: unknown): Promise<boolean> {
    if (sender.kind === 'app') return true
    if (sender.kind === 'page') return admitsPage(sender)
    if (await sites.isOff(sender.tabUrl)) return false
    return v.is(WithTicketSchema, payload) && tickets.admits(sender, payload.ticket)
  }
}
