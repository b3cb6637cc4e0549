/** What is kept of web pages: where we may be, and where we are. See `stored.ts` for how long. */
import * as v from 'valibot'
import { PageSettingsSchema } from '../../messages/page-settings.ts'
import { toGuard } from '../../platform/background-storage.ts'
import { createItem } from '../../platform/storage.ts'

/** Match patterns. Of those, the background takes the ones that the browser has granted. */
export const sites = createItem('local', 'sites', toGuard(v.array(v.string())))

/** Of those, or of the administrator's in their place: where our script is now. */
export const sitesInForce = createItem('local', 'sitesInForce', toGuard(v.array(v.string())))

/** As a relay's configuration said last: hosts on which nothing is marked. */
export const sitesOff = createItem(
  'local',
  'sitesOff',
  toGuard(v.object({ relay: v.string(), hosts: v.array(v.string()), at: v.number() })),
)

/** Of those, the ones that our script was last kept out of. */
export const sitesOffInForce = createItem('local', 'sitesOffInForce', toGuard(v.array(v.string())))

export const wantedSites = createItem(
  'session',
  'wantedSites',
  toGuard(v.array(v.object({ pattern: v.string(), at: v.number() }))),
)

export const pageSettings = createItem('local', 'pageSettings', toGuard(PageSettingsSchema))

const PageDocumentSchema = v.object({
  tabId: v.number(),
  frameId: v.number(),
  documentId: v.string(),
  origin: v.string(),
  /** How many different IDs are in it. */
  count: v.number(),
})
export type PageDocument = v.InferOutput<typeof PageDocumentSchema>

const PageDocumentsSchema = v.object({
  /** With IDs in them. */
  found: v.array(PageDocumentSchema),
  /** Where the agent let us in for once. */
  scanned: v.array(v.object({ tabId: v.number(), documentId: v.string() })),
  /** In each tab, where the walk from ID to ID is. */
  walked: v.array(v.object({ tabId: v.number(), documentId: v.string() })),
})
export type PageDocuments = v.InferOutput<typeof PageDocumentsSchema>
export const pageDocuments = createItem('session', 'pageDocuments', toGuard(PageDocumentsSchema))

const CardTicketSchema = v.object({
  ticket: v.string(),
  tabId: v.number(),
  /** The card that came with it first; no other is served. */
  card: v.nullable(v.string()),
})
export type CardToken = v.InferOutput<typeof CardTicketSchema>
export const cardTokens = createItem('session', 'cardTickets', toGuard(v.array(CardTicketSchema)))
