import { isObject, type Json, type JsonObject } from '../../common/json.ts'

/** The documented one is the common one. */
const SPELLINGS = [
  (step: string) => step,
  (step: string) => step,
  (step: string) => step,
  (step: string) => step,
  (step: string) => step.toLowerCase(),
  (step: string) => step.toLowerCase().replaceAll('_', '-'),
] as const

/** `ID_VERIFICATION`, `id_verification`, `id-verification`: each stands somewhere in deepidv's documents. */
export const normaliseStep = (step: string, number: number): string =>
  (SPELLINGS[number % SPELLINGS.length] ?? SPELLINGS[0])(step)

const toCamel = (key: string): string => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const toSnake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Names chosen by the author of the prompt; their spelling never changes. */
const OWN_NAMES = new Set(['uploads', 'resource_links'])

/** The other spelling of every field, inside and out. */
export function respell(value: Json): Json {
  if (Array.isArray(value)) return value.map(respell)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.includes('_') ? toCamel(key) : toSnake(key),
      OWN_NAMES.has(key) ? inner : respell(inner),
    ]),
  )
}

/** One row in eight is spelled the other way. */
export const normaliseRow = (row: JsonObject, number: number): Json => (number % 8 === 7 ? respell(row) : row)
