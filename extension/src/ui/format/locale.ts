/** The words around a date are English, so its own words must be too; how the numbers are written is the agent's choice. */
const FALLBACK = 'en-GB'

export const localeOf = (languages: readonly string[]): string =>
  languages.find((language) => /^en(-|$)/.test(language)) ?? FALLBACK

export const locale = localeOf(globalThis.navigator?.languages ?? [])
