import { isObject, type Json, type JsonObject } from '../../common/json.ts'
import type { Call, FaultList } from '../../faults/fault-list.ts'
import { badRequest } from './persona-error.ts'

/** Faults of an answer's content: large rows, another object's ID, a link that is set where nothing is. */
export function disturbDocument(document: JsonObject, call: Call, faults: FaultList): JsonObject {
  const disturb = (resource: Json) => disturbResource(resource, call, faults)
  const { data, links } = document
  if (!Array.isArray(data)) return { ...document, data: disturb(data ?? null) }
  const rows = data.map(disturb)
  const newest = isObject(rows[0]) ? String(rows[0].id) : 'evt_ABC123'
  const isPrevSet = isObject(links) && faults.take('prev-always', call) !== undefined
  const prev = `${call.path}?page%5Bbefore%5D=${newest}`
  return { ...document, data: rows, ...(isPrevSet && { links: { ...links, prev } }) }
}

/** Which of the IDs it was, Persona need not say. */
export function refuseIds(query: URLSearchParams, call: Call, faults: FaultList): void {
  const named = [...query].flatMap(([name, value]) => (name.startsWith('filter[') ? value.split(',') : []))
  if (faults.take('refused-id', call, ({ id }) => named.includes(id)) !== undefined) {
    throw badRequest('an ID in the filter is not valid')
  }
}

function disturbResource(resource: Json, call: Call, faults: FaultList): Json {
  if (!isObject(resource)) return resource
  const other = faults.take('other-object', call)
  const large = faults.take('large-row', call, ({ row }) => row === undefined || row === resource.id)
  const renamed = other === undefined ? resource : { ...resource, id: other.id }
  if (large === undefined) return renamed
  const { id, ...rest } = renamed
  const attributes = isObject(rest.attributes) ? rest.attributes : {}
  const filled = { ...rest, attributes: { ...attributes, filler: 'x'.repeat(large.bytes) } }
  return large.idLast ? { ...filled, id: id ?? null } : { id: id ?? null, ...filled }
}
