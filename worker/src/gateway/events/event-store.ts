/** The event ranges in storage: each answer as it came, put together again when they are read. */
import * as v from 'valibot'
import { addRange, type Range, RangeSchema, type Ranges } from './event-ranges.ts'

export interface EventStore {
  read(): Ranges
  append(range: Range): void
  /** In place of all that was appended. */
  rewrite(ranges: Ranges): void
  count(): number
}

/** Of places, so that none comes near the two megabytes that a row may have. */
const MAX_ROW_LENGTH = 500

/** Before it is opened. */
export const clearEventStore = (sql: SqlStorage): void => void sql.exec('DROP TABLE IF EXISTS event_ranges')

export function openEventStore(sql: SqlStorage): EventStore {
  sql.exec('CREATE TABLE IF NOT EXISTS event_ranges (seq INTEGER PRIMARY KEY, content TEXT NOT NULL)')
  const append = (range: Range) =>
    void sql.exec('INSERT INTO event_ranges (content) VALUES (?)', JSON.stringify(range))
  return {
    read: () =>
      sql
        .exec<{ content: string }>('SELECT content FROM event_ranges ORDER BY seq')
        .toArray()
        .flatMap(({ content }) => {
          const range = v.safeParse(RangeSchema, JSON.parse(content))
          return range.success ? [range.output] : []
        })
        .reduce<Ranges>((ranges, range) => addRange(ranges, range), []),

    append,

    rewrite(ranges) {
      sql.exec('DELETE FROM event_ranges')
      for (const range of [...ranges].reverse().flatMap(cutForStorage)) append(range)
    },

    count: () => sql.exec<{ rows: number }>('SELECT count(*) AS rows FROM event_ranges').one().rows,
  }
}

/** Each part begins with the last place of the one before, by which they are joined again. */
function cutForStorage(range: Range): Range[] {
  const parts: Range[] = []
  for (let from = 0; from === 0 || from < range.places.length - 1; from += MAX_ROW_LENGTH) {
    const places = range.places.slice(from, from + MAX_ROW_LENGTH + 1)
    const isLast = from + MAX_ROW_LENGTH + 1 >= range.places.length
    parts.push({
      ...range,
      places,
      ended: range.ended && isLast,
      checkpointAt: from === 0 ? range.checkpointAt : null,
    })
  }
  return parts
}
