/** The country of a session's location, which deepidv writes as an object or as a text. */
import { text } from '../read-value.ts'
import { isFields, spellFields } from './wire.ts'

interface Country {
  code: string | null
  name: string | null
}

const NONE: Country = { code: null, name: null }
const LONGEST_NAME = 60

export function countryOf(location: unknown): Country {
  if (isFields(location)) {
    const { country } = spellFields(location)
    const named = text(country)
    return named === null || named.length > LONGEST_NAME
      ? NONE
      : isCode(named)
        ? { code: named, name: null }
        : { code: null, name: named }
  }
  const said = text(location)
  if (said === null) return NONE
  if (isCode(said)) return { code: said, name: null }
  // A text may as well be a city or a street: only a country's own name is told.
  return isCountryName(said) ? { code: null, name: said } : NONE
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
