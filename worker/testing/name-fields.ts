import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'

/** The paths of all fields of a JSON answer, such as `items[].device.type`. */
export function nameFields(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => nameFields(one, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, member]) =>
    nameFields(member, path === '' ? name : `${path}.${name}`),
  )
}

export const under = (path: string, fields: readonly string[]) => fields.map((field) => `${path}.${field}`)

/** The roles that read customers' objects. */
export const READERS: readonly Role[] = ['agent', 'investigator', 'admin']
