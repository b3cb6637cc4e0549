/** RFC 9110 §10.2.3: `Retry-After` in seconds or as a date, as seconds from now. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('Retry-After')
  return /^\d{1,9}$/.test(value ?? '') ? Number(value) : secondsUntil(value, now)
}

/** `then`: a date as text. `undefined` for anything else. */
export function secondsUntil(then: unknown, now: number): number | undefined {
  const time = typeof then === 'string' ? Date.parse(then) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.max(1, Math.ceil((time - now) / 1000))
}
