/** A limit of our own: at most so many calls in any stretch of so many seconds. */
export interface CallLimit {
  calls: number
  seconds: number
}
