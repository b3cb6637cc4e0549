/**
 * What a frame goes by to find more than IDs: the forms of the company's own numbers, and what tells a session's UUID from
 * everybody else's. No UUID counts unless the provider's environment is production: its sandbox knows every UUID, and each
 * would be marked and "found".
 */
import { hintOf } from '@inquiry-lens/shared/uuid-hint.ts'
import * as v from 'valibot'
import type { FinderHints } from '../page/finder.ts'
import type { UuidHints } from '../page/uuids.ts'
import { readByPrefix } from '../platform/storage.ts'
import { isSample } from '../sample.ts'
import { accountKey, LIST_KEY_PREFIX, readAccount, rememberedProviders } from '../stored.ts'
import { sourcesOf } from './id-patterns.ts'

export interface FinderHintsParts {
  makeSalt: () => string
  /** Has the relay's configuration remembered; of no use where it fails. */
  readConfig: () => Promise<unknown>
}

/** As much of a remembered list as is of interest, whatever else there is in storage. */
const ListSchema = v.object({
  owner: v.string(),
  items: v.array(v.object({ provider: v.string(), id: v.string() })),
})

export function createFinderHints({ makeSalt, readConfig }: FinderHintsParts) {
  async function recentIds(owner: string): Promise<string[]> {
    const lists = await readByPrefix('session', LIST_KEY_PREFIX)
    return [...lists.values()].flatMap((raw) => {
      const list = v.safeParse(ListSchema, raw)
      if (!list.success || list.output.owner !== owner) return []
      return list.output.items.filter(({ provider }) => provider === 'deepidv').map(({ id }) => id)
    })
  }

  async function findUuidHints({ owner, providers, wordsNearUuid }: Known): Promise<UuidHints | null> {
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

  /** After the browser's start, a page may be open before any surface has asked for the configuration. */
  async function readKnown(owner: string): Promise<Known | undefined> {
    const known = await rememberedProviders.get()
    if (known?.owner === owner) return known
    await readConfig()
    return rememberedProviders.get()
  }

  /** `undefined`: there is nothing to find. */
  return async function findHints(): Promise<FinderHints | undefined> {
    const account = await readAccount()
    if (!account || isSample(account)) return undefined
    const owner = accountKey(account)
    const known = await readKnown(owner)
    if (known?.owner !== owner) return undefined
    const uuids = await findUuidHints(known)
    const patterns = sourcesOf(known.idPatterns ?? [])
    return uuids || patterns.length > 0 ? { uuids, patterns } : undefined
  }
}

type Known = NonNullable<Awaited<ReturnType<typeof rememberedProviders.get>>>
