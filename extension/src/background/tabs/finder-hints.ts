/**
 * What a frame goes by to find more than IDs: the forms of the company's own numbers, and what tells a session's UUID from
 * everybody else's. No UUID counts unless the provider's environment is production: its sandbox knows every UUID, and each
 * would be marked and "found".
 */
import { hintOf } from '@inquiry-lens/shared/domain/uuid-hint.ts'
import * as v from 'valibot'
import type { FinderHints } from '../../page/finder.ts'
import type { UuidHints } from '../../page/uuids.ts'
import { readByPrefix } from '../../platform/storage.ts'
import { LIST_KEY_PREFIX, readAccount } from '../../platform/stored.ts'
import { sourcesOf } from '../queries/id-patterns.ts'
import type { KnownConfig } from '../queries/known-config.ts'
import { isSample } from '../samples/sample-mark.ts'

export interface FinderHintsParts {
  makeSalt: () => string
  readKnown: () => Promise<KnownConfig | undefined>
}

/** As much of a remembered list as is of interest, whatever else there is in storage. */
const ListSchema = v.object({
  owner: v.string(),
  items: v.array(v.object({ provider: v.string(), id: v.string() })),
})

export function createFinderHints({ makeSalt, readKnown }: FinderHintsParts) {
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

  /** `undefined`: there is nothing to find. */
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
