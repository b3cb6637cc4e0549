/**
 * What is remembered of the relay's configuration: of which providers there are, what the company's own numbers look like,
 * and its words to customers.
 */
import { overlayPacks, type ReplyTexts } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import { ok, type Result } from '../../messages/failure.ts'
import { accountKey, cachedProviders, type IdPattern, readAccount } from '../../platform/stored.ts'

export type KnownConfig = NonNullable<Awaited<ReturnType<typeof cachedProviders.get>>>

export interface KnownConfigParts {
  /** Has it remembered; of no use where it fails. */
  readConfig: () => Promise<unknown>
}

export function createKnownConfig({ readConfig }: KnownConfigParts) {
  async function readOf(owner: string): Promise<KnownConfig | undefined> {
    const known = await cachedProviders.get()
    return known?.owner === owner ? known : undefined
  }

  /** Asked for where it is not known: a page may be open before any surface, and a lock forgets. `undefined` for nobody. */
  async function readKnown(): Promise<KnownConfig | undefined> {
    const account = await readAccount()
    if (!account) return undefined
    const owner = accountKey(account)
    const known = await readOf(owner)
    if (known) return known
    await readConfig()
    return readOf(owner)
  }

  /** Asks nobody: this is for when the relay does not say. */
  async function readTexts(): Promise<Result<ReplyTexts>> {
    const account = await readAccount()
    const known = account && (await readOf(accountKey(account)))
    return ok(overlayPacks(known?.ownWords ?? { replies: {}, replyLanguages: {} }))
  }

  return {
    readKnown,
    readTexts,
    readIdPatterns: async (): Promise<readonly IdPattern[]> => (await readKnown())?.idPatterns ?? [],
  }
}
