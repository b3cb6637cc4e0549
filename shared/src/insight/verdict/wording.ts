/** How the reader’s surface writes times. Instants are milliseconds since the epoch. */
export interface Wording {
  /** `3 hr ago`, `in 2 days`. */
  relative(instant: number): string
  /** `21 Nov, 14:03`. */
  entry(instant: number): string
  /** Of so many milliseconds: `2 hours`, `14 months`. */
  span(ms: number): string
}
