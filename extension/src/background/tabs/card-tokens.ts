/**
 * Which cards are ours. Our script in a page makes a ticket, tells it to us, and puts it into the address of the frame
 * that it makes; the first document that comes with it from the same tab is that card, and nothing else ever is. A page
 * that frames the card's address itself has no ticket that was told to us.
 */
import { err, ok, type Result } from '../../messages/failure.ts'
import type { CardSender, PageSender } from '../../platform/sender.ts'
import { createUpdater } from '../../platform/update-in-turn.ts'
import { localFailure } from '../relay/local-failure.ts'
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
