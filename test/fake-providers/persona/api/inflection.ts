import { isObject, type Json } from '../../common/json.ts'

export const INFLECTIONS = ['kebab', 'camel', 'snake'] as const

export type Inflection = (typeof INFLECTIONS)[number]

export function parseInflection(text: string | undefined): Inflection | undefined {
  return text === undefined ? 'kebab' : INFLECTIONS.find((inflection) => inflection === text)
}

/** Keys inside `fields` belong to the customer's template and stay as they are. */
export function inflectKeys(value: Json, inflection: Inflection): Json {
  if (inflection === 'kebab') return value
  if (Array.isArray(value)) return value.map((item) => inflectKeys(item, inflection))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
    inflectKey(key, inflection),
    key === 'fields' ? inner : inflectKeys(inner, inflection),
  ])
  return Object.fromEntries(entries)
}

export function inflectKey(key: string, inflection: Inflection): string {
  if (inflection === 'snake') return key.replaceAll('-', '_')
  if (inflection === 'camel') return key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return key
}

/** Callers name attributes in whatever inflection they read them. */
export function toKebab(key: string): string {
  return key.replaceAll('_', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
