import { currentLanguage, localeOf, plural } from '@inquiry-lens/shared/lib/catalogue.ts'

/** For `Intl`: the chosen language, in the browser's region. */
export const locale = (): string => localeOf(currentLanguage(), globalThis.navigator?.languages ?? [])

/** Making a formatter costs more than a hundred uses of it. */
export function perLocale<TValue>(make: (locale: string) => TValue): () => TValue {
  const made = new Map<string, TValue>()
  return () => {
    const wanted = locale()
    const found = made.get(wanted) ?? make(wanted)
    made.set(wanted, found)
    return found
  }
}

const numberFormat = perLocale((locale) => new Intl.NumberFormat(locale))

/** `1,200`. */
export const formatNumber = (amount: number): string => numberFormat().format(amount)

/** `1,200 cases`. */
export const formatCount = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`
