/** What is remembered of the relay's configuration: of which providers there are, and what the company's own numbers look like. */
import { accountKey, type IdPattern, readAccount, rememberedProviders } from '../stored.ts'

export type KnownConfig = NonNullable<Awaited<ReturnType<typeof rememberedProviders.get>>>

export interface KnownConfigParts {
  /** Has it remembered; of no use where it fails. */
  readConfig: () => Promise<unknown>
}

export function createKnownConfig({ readConfig }: KnownConfigParts) {
  async function readOf(owner: string): Promise<KnownConfig | undefined> {
    const known = await rememberedProviders.get()
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

  return {
    readKnown,
    readIdPatterns: async (): Promise<readonly IdPattern[]> => (await readKnown())?.idPatterns ?? [],
  }
}
