/** How to go through the places of a feed that a query wants: towards older rows, towards newer ones. */
export type Walk = {
  older(place: number): number | undefined
  newer(place: number): number | undefined
}

/** All places from `first` up to, and without, `end`. */
export function walkAll(end: number, first = 0): Walk {
  const within = (place: number) => (place >= first && place < end ? place : undefined)
  return {
    older: (place) => within(Math.max(place + 1, first)),
    newer: (place) => within(Math.min(place - 1, end - 1)),
  }
}

/** For places that are known beforehand, such as those of the IDs that a filter names. */
export function walkPlaces(places: Iterable<number>): Walk {
  const sorted = [...new Set(places)].sort((a, b) => a - b)
  return {
    older: (place) => sorted.find((other) => other > place),
    newer: (place) => sorted.findLast((other) => other < place),
  }
}

export function walkWhere(walk: Walk, keep: (place: number) => boolean): Walk {
  const seek = (step: (place: number) => number | undefined) => (from: number) => {
    let place = step(from)
    while (place !== undefined && !keep(place)) place = step(place)
    return place
  }
  return { older: seek(walk.older), newer: seek(walk.newer) }
}

/** Up to `count` places, in the order of the walk. */
export function takePlaces(
  step: (place: number) => number | undefined,
  from: number,
  count: number,
): readonly number[] {
  const taken: number[] = []
  let place = step(from)
  while (place !== undefined && taken.length < count) {
    taken.push(place)
    place = taken.length < count ? step(place) : undefined
  }
  return taken
}
