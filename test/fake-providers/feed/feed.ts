/** Rows newest first, reached by their place: nothing here costs more because there are more rows. */
export type Feed<Row> = {
  readonly length: number
  at(place: number): Row
  /** undefined: not a row of this feed */
  placeOf(id: string): number | undefined
}

/** Reads several feeds as one, the newest feed first. Their lengths may grow. */
export function joinFeeds<Row>(feeds: readonly Feed<Row>[]): Feed<Row> {
  return {
    get length() {
      return feeds.reduce((sum, feed) => sum + feed.length, 0)
    },
    at(place) {
      let rest = place
      for (const feed of feeds) {
        if (rest < feed.length) return feed.at(rest)
        rest -= feed.length
      }
      throw new RangeError(`no row at place ${place}`)
    },
    placeOf(id) {
      let newer = 0
      for (const feed of feeds) {
        const place = feed.placeOf(id)
        if (place !== undefined) return newer + place
        newer += feed.length
      }
      return undefined
    },
  }
}
