/**
 * That a person is screened is itself a secret, whatever was found. These words name a screening in a provider's
 * vocabulary, and in the names that customers give to steps, templates and workflows.
 */
const SCREENING =
  /watch\W?list|sanction|\bofac\b|\bpeps?\b|politically|adverse|screen|monitor|\breports?\b|\bsars?\b|suspicio|filing|graph.?quer|\bcases?\b|fraud|\baml\b|\bcft\b|\bkyb\b|\brisk|block.?list|deny.?list|black.?list|(?:background|credit).?check|title.?search|due.?diligence/i

/** Names are spelled in several ways: `PEP_SANCTIONS`, `pep-sanctions`, `pepSanctions`, `interstitial/pep`. */
export const toWords = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_/.\s]+/g, ' ')
    .trim()

export const isScreening = (name: string): boolean => SCREENING.test(toWords(name))

/** deepidv spells its names in three ways: `ID_VERIFICATION`, `id_verification`, `id-verification`. */
export const normaliseName = (name: string): string => name.toUpperCase().replaceAll('-', '_')
