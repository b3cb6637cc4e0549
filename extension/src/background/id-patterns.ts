/** Of which form the company's own numbers for customers are, by provider; known once the relay's configuration is. */
import { createReferenceFinder, type FoundReference } from '@inquiry-lens/shared/reference.ts'
import { accountKey, type IdPattern, readAccount, rememberedProviders } from '../stored.ts'

/** None for nobody. */
export async function readIdPatterns(): Promise<readonly IdPattern[]> {
  const account = await readAccount()
  const known = await rememberedProviders.get()
  return account && known?.owner === accountKey(account) ? (known.idPatterns ?? []) : []
}

/** The different patterns, whoever has them. */
export const sourcesOf = (patterns: readonly IdPattern[]): string[] => [
  ...new Set(patterns.map(({ pattern }) => pattern)),
]

export function findReferences(text: string, patterns: readonly IdPattern[]): FoundReference[] {
  return createReferenceFinder(sourcesOf(patterns))?.find(text) ?? []
}
