/** Which language to begin with, for somebody who is in a country: a guess, and said to be one. */

/** Where most people read one of our own languages, also as a second one. */
const COUNTRIES: Readonly<Record<string, string>> = {
  de: 'DE AT CH LI',
  es: 'ES AR BO CL CO CR CU DO EC GQ GT HN MX NI PA PE PR PY SV UY VE',
  fr: 'FR MC LU BF BJ CD CF CG CI CM DJ GA GF GN GP ML MQ NC NE PF RE SN TG',
  en: 'GB IE US CA AU NZ AG BB BS BW BZ DM FJ GD GH GI GY JM KE KN LC LR MT NA NG SG SL TT UG VC ZA ZM ZW',
}

/**
 * `country`: two letters. Of several packs in a language, the country’s own. `undefined` where there is no pack that most
 * people there would read, or no such country.
 */
export function guessLanguage(country: string, languages: readonly string[]): string | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined
  const language = languageOf(country)
  const fitting = languages.filter((tag) => tag.split('-')[0] === language)
  return fitting.find((tag) => tag.endsWith(`-${country}`)) ?? fitting.find((tag) => tag === language)
}

function languageOf(country: string): string | undefined {
  const ours = Object.keys(COUNTRIES).find((tag) => COUNTRIES[tag]?.includes(country))
  if (ours !== undefined) return ours
  // The browser’s own tables say one of ours for where nobody lives.
  const { language } = new Intl.Locale(`und-${country}`).maximize()
  return Object.hasOwn(COUNTRIES, language) ? undefined : language
}
