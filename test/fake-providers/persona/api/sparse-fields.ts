import { isObject, type Json, type JsonObject } from '../../common/json.ts'
import type { Resource } from '../resource/resource.ts'
import { toKebab } from './inflection.ts'

/** Type or family of types -> the attributes that were asked for. */
export type SparseFields = ReadonlyMap<string, readonly string[]>

/** `fields[inquiry]=status,fields.name-first`. https://docs.withpersona.com/serialization#sparse-fieldsets */
export function parseSparseFields(query: URLSearchParams): SparseFields {
  const fields = new Map<string, readonly string[]>()
  for (const [key, list] of query) {
    const type = /^fields\[(.+)\]$/.exec(key)?.[1]
    if (type !== undefined) fields.set(type, list.split(',').filter(Boolean))
  }
  return fields
}

export function pickFields(resource: Resource, fields: SparseFields): Resource {
  const names = fields.get(resource.type) ?? fields.get(resource.type.split('/')[0] ?? '')
  return names === undefined
    ? resource
    : { ...resource, attributes: pickAttributes(resource.attributes, names) }
}

function pickAttributes(attributes: JsonObject, names: readonly string[]): JsonObject {
  const whole = new Set(names.filter((name) => !name.includes('.')).map(toKebab))
  const inside = new Set(
    names.flatMap((name) => (name.startsWith('fields.') ? [toKebab(name.slice(7))] : [])),
  )
  const picked = Object.entries(attributes).flatMap(([key, value]): [string, Json][] => {
    if (whole.has(key)) return [[key, value]]
    if (key !== 'fields' || inside.size === 0 || !isObject(value)) return []
    return [[key, Object.fromEntries(Object.entries(value).filter(([name]) => inside.has(toKebab(name))))]]
  })
  return Object.fromEntries(picked)
}
