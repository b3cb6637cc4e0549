/**
 * Card tokens, and who may ask at all. Our script in a page makes a token, registers it here, and puts it into the
 * address of the frame that it creates. The first document of the same tab that comes with it is that card; no other
 * document ever is. A page that frames the card's address itself has no registered token.
 */
import * as v from 'valibot'
import { err, ok, type Result } from '../../messages/failure.ts'
import { createUpdater, toGuard } from '../../platform/background-storage.ts'
import type { CardSender, PageSender, TrustedSender } from '../../platform/sender.ts'
import { createItem } from '../../platform/storage.ts'
import { coversAddress } from '../../site-pattern.ts'
import { localFailure } from '../relay/failures.ts'
import type { PageViewer } from './scan.ts'
import type { GrantedSites } from './sites.ts'

/** More frames than a page has with IDs in them; the oldest go first. */
const MAX_IN_TAB = 50

export const cardTokens = createItem(
  'session',
  'cardTokens',
  toGuard(
    v.array(
      v.object({
        token: v.string(),
        tabId: v.number(),
        /** The document that registered it, and holds the card. */
        page: v.string(),
        /** The document that used it first; no other is served. */
        card: v.nullable(v.string()),
      }),
    ),
  ),
)

export interface CardTokens {
  register(page: PageSender, token: string): Promise<Result<null>>
  /** Whether the card is the one with this token, which it now is if the token was unused. */
  verify(card: CardSender, token: string): Promise<boolean>
  /** The document that holds the card with this token. */
  pageOf(token: string): Promise<string | undefined>
  forgetTab(tabId: number): Promise<void>
}

export function createCardTokens(): CardTokens {
  const update = createUpdater(cardTokens, [])

  return {
    async register({ tabId, documentId, origin }, token) {
      // What is framed in a sandbox has no origin either, and could not send us messages.
      if (origin === 'null') return err(localFailure('extension-error', 'No card in a sandboxed frame.'))
      let isGood = true
      await update((tokens) => {
        const known = tokens.find((one) => one.token === token)
        // A repeated registration: our reply was lost when the background stopped.
        isGood = !known || (known.card === null && known.tabId === tabId)
        if (known) return undefined
        const here = tokens.filter((one) => one.tabId === tabId)
        const tooOld = new Set(here.slice(0, Math.max(0, here.length + 1 - MAX_IN_TAB)))
        return [...tokens.filter((one) => !tooOld.has(one)), { token, tabId, page: documentId, card: null }]
      })
      return isGood ? ok(null) : err(localFailure('extension-error', 'The card token was used before.'))
    },

    async verify({ tabId, documentId }, token) {
      let isVerified = false
      await update((tokens) => {
        const known = tokens.find((one) => one.token === token && one.tabId === tabId)
        isVerified = known !== undefined && (known.card === null || known.card === documentId)
        if (!isVerified || known?.card === documentId) return undefined
        return tokens.map((one) => (one === known ? { ...one, card: documentId } : one))
      })
      return isVerified
    },

    pageOf: async (token) => (await update(() => undefined)).find((known) => known.token === token)?.page,

    async forgetTab(tabId) {
      await update((tokens) => {
        const rest = tokens.filter((one) => one.tabId !== tabId)
        return rest.length === tokens.length ? undefined : rest
      })
    },
  }
}

const WithTokenSchema = v.object({ cardToken: v.string() })

/** Our script may ask on a site that the agent has allowed, or in a document that was scanned; a card with its token. */
export function createAccessCheck({
  sites,
  refreshOff,
  viewer,
  tokens,
}: {
  sites: Pick<GrantedSites, 'list' | 'isOff'>
  /** Asks the relay which sites are off, if its last answer is old. */
  refreshOff: () => Promise<void>
  viewer: Pick<PageViewer, 'hasScanned'>
  tokens: Pick<CardTokens, 'verify'>
}) {
  async function isPageAllowed(page: PageSender): Promise<boolean> {
    await refreshOff()
    if (await sites.isOff(page.origin, page.tabUrl)) return false
    // A sandboxed frame has no origin of its own: it counts as part of its page.
    const address = page.origin === 'null' ? page.tabUrl : page.origin
    const patterns = address === undefined ? [] : await sites.list()
    if (address !== undefined && patterns.some((pattern) => coversAddress(pattern, address))) return true
    return viewer.hasScanned(page)
  }

  return async function isAllowed(sender: TrustedSender, payload: unknown): Promise<boolean> {
    if (sender.kind === 'app') return true
    if (sender.kind === 'page') return isPageAllowed(sender)
    if (await sites.isOff(sender.tabUrl)) return false
    return v.is(WithTokenSchema, payload) && tokens.verify(sender, payload.cardToken)
  }
}
