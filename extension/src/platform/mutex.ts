/** One piece of work after the other, in the order in which they were asked for. One that fails holds up nobody. */
export type Mutex = <T>(work: () => Promise<T>) => Promise<T>

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()

  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}
