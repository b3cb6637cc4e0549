/** The country of a session's location, which deepidv writes as an object or as a text. */
import { text } from '../projection.ts'

interface Country {
  code: string | null
  name: string | null
}

const NONE: Country = { code: null, name: null }
const MAX_NAME_LENGTH = 60

/** As it was told; `undefined` where nothing was. */
export function nameCountry(country: unknown): Country | undefined {
  const said = text(country)
  if (said === null || said.length > MAX_NAME_LENGTH) return undefined
  return isCode(said) ? { code: said, name: null } : { code: null, name: said }
}

/** A text may as well be a city or a street: only a country's own name is told. */
export function findCountry(location: unknown): Country {
  const named = nameCountry(location)
  return named && (named.name === null || isCountryName(named.name)) ? named : NONE
}

const isCode = (word: string): boolean => /^[A-Z]{2}$/.test(word)

let names: ReadonlySet<string> | undefined
const isCountryName = (word: string): boolean => {
  names ??= listCountryNames()
  return names.has(word.toLowerCase())
}

function listCountryNames(): ReadonlySet<string> {
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const all = letters.flatMap((first) =>
    letters.map((second) => regions.of(first + second)?.toLowerCase() ?? ''),
  )
  return new Set(all.filter(Boolean))
}
