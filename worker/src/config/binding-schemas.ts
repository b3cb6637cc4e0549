/** The kinds of values that bindings hold. Messages follow the binding's name and never repeat its value. */
import * as v from 'valibot'

export const NOT_SET = 'is not set'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** `hostname`: as `URL` has it. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname)

const isProviderOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return safe && url.origin === text.replace(/\/$/, '')
}

export const Origin = v.pipe(
  v.string(NOT_SET),
  v.check(isProviderOrigin, 'must be an https origin without a path (http only on this machine)'),
  v.transform((text) => new URL(text).origin),
)

export const Secret = v.pipe(
  v.string(NOT_SET),
  v.minLength(32, 'is too short: 32 random characters at least'),
)

export const OptionalText = v.optional(v.string(), '')

export const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

/** A settings file may hold it as a number. Not set, or empty: the default. */
export const wholeNumber = (byDefault: number, { min, max }: { min: number; max: number }) => {
  const rule = `must be a whole number from ${min} to ${max}`
  return v.pipe(
    v.optional(v.union([v.string(), v.number()], rule), byDefault),
    v.transform((value) => (value === '' ? byDefault : value)),
    v.check((value) => /^\d{1,6}$/.test(String(value)), rule),
    v.transform(Number),
    v.minValue(min, rule),
    v.maxValue(max, rule),
  )
}
