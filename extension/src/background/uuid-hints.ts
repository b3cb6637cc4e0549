/**
 * What a frame needs to tell a session's UUID from everybody else's. Nothing unless the provider's environment is
 * production: its sandbox knows every UUID, and each would be marked and "found".
 */
import { hintOf } from '@inquiry-lens/shared/uuid-hint.ts'
import * as v from 'valibot'
import type { UuidHints } from '../page/uuids.ts'
import { readByPrefix } from '../platform/storage.ts'
import { isSample } from '../sample.ts'
import { accountKey, LIST_KEY_PREFIX, readAccount, rememberedProviders } from '../stored.ts'

export interface UuidHintsParts {
  makeSalt: () => string
}

/** As much of a remembered list as is of interest, whatever else there is in storage. */
const ListSchema = v.object({
  owner: v.string(),
  items: v.array(v.object({ provider: v.string(), id: v.string() })),
})

export function createUuidHints({ makeSalt }: UuidHintsParts) {
  async function recentIds(owner: string): Promise<string[]> {
    const lists = await readByPrefix('session', LIST_KEY_PREFIX)
    return [...lists.values()].flatMap((raw) => {
      const list = v.safeParse(ListSchema, raw)
      if (!list.success || list.output.owner !== owner) return []
      return list.output.items.filter(({ provider }) => provider === 'deepidv').map(({ id }) => id)
    })
  }

  /** `undefined`: no UUID counts. */
  return async function findHints(): Promise<UuidHints | undefined> {
    const account = await readAccount()
    if (!account || isSample(account)) return undefined
    const owner = accountKey(account)
    const known = await rememberedProviders.get()
    if (known?.owner !== owner) return undefined
    const deepidv = known.providers.find(({ provider }) => provider === 'deepidv')
    if (deepidv?.environment !== 'production') return undefined
    const salt = makeSalt()
    const recent = new Set(await recentIds(owner))
    return {
      salt,
      known: [...recent].map((id) => hintOf(salt, id)),
      words: (known.wordsNearUuid ?? []).map((word) => word.toLowerCase()),
    }
  }
}
