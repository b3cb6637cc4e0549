/**
 * Which cards are ours. Our script in a page makes a ticket, tells it to us, and puts it into the address of the frame
 * that it makes; the first document that comes with it from the same tab is that card, and nothing else ever is. A page
 * that frames the card's address itself has no ticket that was told to us.
 */
import * as v from 'valibot'
import { err, ok, type Result } from '../../messages/failure.ts'
import { createUpdater } from '../../platform/background-storage.ts'
import type { CardSender, PageSender, TrustedSender } from '../../platform/sender.ts'
import { coversAddress } from '../../platform/site-pattern.ts'
import { localFailure } from '../relay/failures.ts'
import type { PageViewer } from './scan.ts'
import type { GrantedSites } from './sites.ts'
import { cardTokens } from './stored-pages.ts'

/** More frames than a page has with IDs in them; the oldest go first. */
const MAX_IN_TAB = 50

export interface CardTokens {
  admit(page: PageSender, ticket: string): Promise<Result<null>>
  admits(card: CardSender, ticket: string): Promise<boolean>
  forgetTab(tabId: number): Promise<void>
}

export function createCardTokens(): CardTokens {
  const update = createUpdater(cardTokens, [])

  return {
    async admit({ tabId, origin }, ticket) {
      // What is framed in a sandbox has no origin either, and could ask us nothing.
      if (origin === 'null') return err(localFailure('extension-error', 'No card in a sandboxed frame.'))
      let isGood = true
      await update((tickets) => {
        const known = tickets.find((one) => one.ticket === ticket)
        // Told once more, since our answer was lost with the background's last life.
        isGood = !known || (known.card === null && known.tabId === tabId)
        if (known) return undefined
        const here = tickets.filter((one) => one.tabId === tabId)
        const tooOld = new Set(here.slice(0, Math.max(0, here.length + 1 - MAX_IN_TAB)))
        return [...tickets.filter((one) => !tooOld.has(one)), { ticket, tabId, card: null }]
      })
      return isGood ? ok(null) : err(localFailure('extension-error', 'The ticket was used before.'))
    },

    async admits({ tabId, documentId }, ticket) {
      let isAdmitted = false
      await update((tickets) => {
        const mine = tickets.find((one) => one.ticket === ticket && one.tabId === tabId)
        isAdmitted = mine !== undefined && (mine.card === null || mine.card === documentId)
        if (!isAdmitted || mine?.card === documentId) return undefined
        return tickets.map((one) => (one === mine ? { ...one, card: documentId } : one))
      })
      return isAdmitted
    },

    async forgetTab(tabId) {
      await update((tickets) => {
        const rest = tickets.filter((one) => one.tabId !== tabId)
        return rest.length === tickets.length ? undefined : rest
      })
    },
  }
}

/**
 * Who may ask beyond what the browser says of a sender: our script only on a site that the agent has let us into, or
 * where it was let in once; the card only with the ticket that makes it ours.
 */

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
