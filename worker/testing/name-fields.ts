/** The paths of all fields of a JSON answer, such as `items[].device.type`. */
export function nameFields(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => nameFields(one, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, member]) =>
    nameFields(member, path === '' ? name : `${path}.${name}`),
  )
}
