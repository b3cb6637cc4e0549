/** Countries as code and name. No flags: Windows draws none, and a flag alone is a riddle for many of them. */
import { locale } from './locale.ts'

interface Country {
  code: string | null
  name: string | null
}

let names: Intl.DisplayNames | undefined

function nameOf(code: string): string | undefined {
  // Intl.DisplayNames throws for what cannot be a region code.
  if (!/^([A-Z]{2}|\d{3})$/.test(code)) return undefined
  names ??= new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
  return names.of(code)
}

/** `United States`, in a sentence. */
export const nameCountry = ({ code, name }: Country): string | undefined =>
  ((code && nameOf(code)) || name || code) ?? undefined

/** `United States (US)`; `undefined` if the provider has not said. */
export function describeCountry({ code, name }: Country): string | undefined {
  const known = nameCountry({ code, name })
  return code && known && known !== code ? `${known} (${code})` : known
}

/** `US`, or the name where there is no code. */
export const shortCountry = ({ code, name }: Country): string | undefined => code ?? name ?? undefined
