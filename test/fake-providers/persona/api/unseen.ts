import { CANARY } from '../../common/canary.ts'
import { isObject, type Json, type JsonObject } from '../../common/json.ts'
import { hash } from '../../common/random.ts'

/** Attributes that the documents never leave null. */
const NEVER_NULL = new Set([
  'status',
  'name',
  'created-at',
  'updated-at',
  'payload',
  'fields',
  'tags',
  'creator',
])

const CHANGES = [addUnknown, emptyAll, speakUnknown, loosenRelations]

/**
 * An answer as it may look one day: "do not assume this is a static enumeration". Each row changes in one of four
 * ways, by its ID, so that a page shows them all and the same row is the same again.
 */
export function makeInvisible(document: JsonObject): JsonObject {
  const { data } = document
  if (Array.isArray(data)) return { ...document, data: data.map(changeResource), 'unseen-section': CANARY }
  return isObject(data) ? { ...document, data: changeResource(data), 'unseen-section': CANARY } : document
}

function changeResource(resource: Json): Json {
  if (!isObject(resource)) return resource
  const change = CHANGES[hash(String(resource.id)) % CHANGES.length] ?? addUnknown
  return change(resource)
}

function addUnknown(resource: JsonObject): JsonObject {
  return changeAttributes(resource, (attributes) => ({
    ...attributes,
    'unseen-text': CANARY,
    'unseen-object': { 'unseen-inner': CANARY },
    'unseen-list': [CANARY],
  }))
}

function emptyAll(resource: JsonObject): JsonObject {
  return changeAttributes(resource, (attributes) =>
    Object.fromEntries(
      Object.entries(attributes).map(([key, value]): [string, Json] => [
        key,
        NEVER_NULL.has(key) ? value : null,
      ]),
    ),
  )
}

function speakUnknown(resource: JsonObject): JsonObject {
  return changeAttributes(resource, (attributes) => ({
    ...attributes,
    ...('status' in attributes ? { status: 'pondering' } : {}),
    ...('threat-level' in attributes ? { 'threat-level': 'apocalyptic' } : {}),
    ...('ip-connection-type' in attributes ? { 'ip-connection-type': 'carrier-pigeon' } : {}),
    ...('gps-country-code' in attributes ? { 'gps-country-code': `Teapotland ${CANARY}` } : {}),
    ...('device-type' in attributes ? { 'device-type': 'teapot' } : {}),
    ...('name' in attributes ? { name: nameUnknown(resource) } : {}),
  }))
}

/** A new name in an open family, or an unknown family. */
function nameUnknown(resource: JsonObject): string {
  return hash('name', String(resource.id)) % 2 === 0 ? 'inquiry.pondered' : 'tea-leaf/reading.foretold'
}

/** "In some examples an absent one-to-one is `{}` rather than null." */
function loosenRelations(resource: JsonObject): JsonObject {
  const { relationships } = resource
  if (!isObject(relationships)) return addUnknown(resource)
  const loosened = Object.entries(relationships).map(([key, value]): [string, Json] => {
    const isAbsent = isObject(value) && value.data === null
    return [key, isAbsent ? { data: {} } : value]
  })
  return { ...resource, relationships: { ...Object.fromEntries(loosened), 'unseen-relation': { data: {} } } }
}

function changeAttributes(resource: JsonObject, change: (attributes: JsonObject) => JsonObject): JsonObject {
  const { attributes } = resource
  return isObject(attributes) ? { ...resource, attributes: change(attributes) } : resource
}
