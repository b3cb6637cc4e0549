/** The requests of our script in a page, and the little that it is answered. */

import { stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import { hintOf } from '@inquiry-lens/shared/domain/ids/uuid-hint.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import * as v from 'valibot'
import { type Failure, ok, type Result } from '../../messages/failure.ts'
import type { Payload, Replies } from '../../messages/messages.ts'
import type { LookUp, PageRequests, Subject } from '../../page/background-port.ts'
import type { Inner } from '../../page/card/frame-place.ts'
import type { FinderHints, UuidHints } from '../../page/finder.ts'
import { readByPrefix } from '../../platform/background-storage.ts'
import type {
  findInParent as findBoxInParent,
  runCardScript,
  runFinderScript,
  runOverlayScript,
} from '../../platform/scripts.ts'
import type { PageSender } from '../../platform/sender.ts'
import { isSample, LIST_KEY_PREFIX, readAccount } from '../../stored.ts'
import type { KnownConfig } from '../queries/config.ts'
import { sourcesOf } from '../queries/customers.ts'
import type { LookupCache } from '../queries/lookups.ts'
import type { CardTokens } from './card-tokens.ts'
import type { PageCommander } from './documents.ts'
import type { PageReports } from './scan.ts'

type PageHandlers = {
  [TName in keyof PageRequests]: (
    payload: Payload<TName>,
    page: PageSender,
  ) => Promise<Result<Replies[TName]>>
}

export function createPageHandlers({
  lookups,
  reports,
  tokens,
  runOverlay,
  runCard,
  findInParent,
  commands,
  findHints,
  runFinder,
  showPanel,
}: {
  lookups: Pick<LookupCache, 'lookUpMarks'>
  reports: Pick<PageReports, 'take'>
  tokens: Pick<CardTokens, 'register'>
  runOverlay: typeof runOverlayScript
  runCard: typeof runCardScript
  findInParent: typeof findBoxInParent
  commands: Pick<PageCommander, 'drawCard'>
  findHints: () => Promise<FinderHints | undefined>
  runFinder: typeof runFinderScript
  showPanel: (windowId: number, subject: Subject) => Promise<Result<null>>
}): PageHandlers {
  return {
    async 'page:lookup'({ ids }) {
      const looked = await lookups.lookUpMarks(ids)
      return looked.ok ? ok({ items: looked.value.items.map(cutLookup) }) : looked
    },
    'page:found': ({ count }, page) => reports.take(page, count),
    async 'page:load-overlay'(_payload, { tabId, documentId }) {
      await runOverlay(tabId, documentId)
      return ok(null)
    },
    async 'page:load-card'(_payload, { tabId, documentId }) {
      await runCard(tabId, documentId)
      return ok(null)
    },
    async 'page:load-finder'(_payload, { tabId, documentId }) {
      const hints = await findHints()
      if (!hints) return ok(null)
      await runFinder(tabId, documentId)
      return ok(hints)
    },
    'page:card': ({ cardToken }, page) => tokens.register(page, cardToken),
    async 'page:card-above'({ path, box, width, ...told }, { tabId, documentId }) {
      let inner: Inner | undefined = { box, width }
      for (let depth = path.length; inner && depth > 1; depth--)
        inner = await findInParent(tabId, path.slice(0, depth), inner)
      const [index] = path
      if (!inner || index === undefined) return ok('closed')
      return ok(await commands.drawCard(tabId, { ...told, ...inner, index, from: documentId }))
    },
    'page:open-panel': (subject, { windowId }) => showPanel(windowId, subject),
  }
}

export type PageFailure = Pick<Failure, 'code' | 'retryAfter'>

/** Reasons that are no failure: too many IDs at once, and kinds and forms that can’t be looked up. */
const LEFT_OUT: ReadonlySet<string> = new Set(['lookup-limit', 'no-lookup', 'no-id'])

/** Never the provider's status, a time or a name: bystanders see what is drawn beside an ID. */
export function cutLookup(lookup: Lookup): LookUp {
  const { id, outcome } = lookup
  if (outcome === 'found') return { id, outcome, state: stateOfSummary(lookup.summary) ?? 'unknown' }
  if (outcome === 'not-found') return { id, outcome }
  return { id, outcome: LEFT_OUT.has(lookup.reason) ? 'not-asked' : 'no-reply' }
}

/** Without the texts, which may name the relay or a request. */
export const cutFailure = ({ code, retryAfter }: Failure): PageFailure => ({
  code,
  ...(retryAfter !== undefined && { retryAfter }),
})

/** The part of a cached list that is read here. */
const ListSchema = v.object({
  owner: v.string(),
  items: v.array(v.object({ provider: v.string(), id: v.string() })),
})

/**
 * What a frame needs to find more than IDs: the patterns of customer numbers, and what tells a session's UUID from others.
 * UUIDs count in production alone: a sandbox knows every UUID, so each would be marked as found.
 */
export function createFinderHints({
  makeSalt,
  readKnown,
}: {
  makeSalt: () => string
  readKnown: () => Promise<KnownConfig | undefined>
}) {
  async function recentIds(owner: string): Promise<string[]> {
    const lists = await readByPrefix('session', LIST_KEY_PREFIX)
    return [...lists.values()].flatMap((raw) => {
      const list = v.safeParse(ListSchema, raw)
      if (!list.success || list.output.owner !== owner) return []
      return list.output.items.filter(({ provider }) => provider === 'deepidv').map(({ id }) => id)
    })
  }

  async function findUuidHints({ owner, providers, wordsNearUuid }: KnownConfig): Promise<UuidHints | null> {
    const deepidv = providers.find(({ provider }) => provider === 'deepidv')
    if (deepidv?.environment !== 'production') return null
    const salt = makeSalt()
    const recent = new Set(await recentIds(owner))
    return {
      salt,
      known: [...recent].map((id) => hintOf(salt, id)),
      words: (wordsNearUuid ?? []).map((word) => word.toLowerCase()),
    }
  }

  /** `undefined`: nothing to find. */
  return async function findHints(): Promise<FinderHints | undefined> {
    const account = await readAccount()
    if (!account || isSample(account)) return undefined
    const known = await readKnown()
    if (!known) return undefined
    const uuids = await findUuidHints(known)
    const patterns = sourcesOf(known.idPatterns ?? [])
    return uuids || patterns.length > 0 ? { uuids, patterns } : undefined
  }
}
