/** The kinds of values that bindings hold. A message follows the binding's name, and never tells its value. */
import * as v from 'valibot'

/** Also of what is not there at all, which is the object's to say. */
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

/** What may be left out. */
export const OptionalText = v.optional(v.string(), '')

export const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

/** Not set, or empty: the usual. A settings file may hold it as a number. */
export const wholeNumber = (usual: number, { least, most }: { least: number; most: number }) => {
  const rule = `must be a whole number from ${least} to ${most}`
  return v.pipe(
    v.optional(v.union([v.string(), v.number()], rule), usual),
    v.transform((value) => (value === '' ? usual : value)),
    v.check((value) => /^\d{1,6}$/.test(String(value)), rule),
    v.transform(Number),
    v.minValue(least, rule),
    v.maxValue(most, rule),
  )
}
