/** IDs for narrow columns: the prefix says what it is, the end tells two of them apart. */
const KEPT = 6

export function shortenId(id: string): string {
  const prefix = /^[a-z]+_/.exec(id)?.[0] ?? ''
  return id.length <= prefix.length + KEPT + 2 ? id : `${prefix}…${id.slice(-KEPT)}`
}
