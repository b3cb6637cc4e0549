/** A view in other words: of one of our languages, or of one that has the longest of each. */
import { isLanguage, listCatalogues } from '../../shared/src/lib/catalogue.ts'

/** In place of the language of this tag. */
const LONGEST_AS = 'de'

const lengthOf = (words: unknown): number => (typeof words === 'string' ? words.length : 0)

/** Of the same word in several languages. Objects and lists: of each of their words. */
function pickLongest(all: readonly unknown[]): unknown {
  const [first] = all
  if (typeof first === 'function') {
    return (...values: unknown[]) =>
      pickLongest(all.map((one) => (typeof one === 'function' ? Reflect.apply(one, undefined, values) : one)))
  }
  if (Array.isArray(first)) return first.map((_, index) => pickLongest(all.map((one) => Object(one)[index])))
  if (typeof first !== 'object' || first === null) {
    return all.reduce((longest, one) => (lengthOf(one) > lengthOf(longest) ? one : longest))
  }
  return Object.fromEntries(
    Object.keys(first).map((key) => [key, pickLongest(all.map((one) => Object(one)[key]))]),
  )
}

async function putLongest(): Promise<void> {
  for (const { english, translations } of listCatalogues()) {
    const loaded = await Promise.all(Object.values(translations).map((load) => load()))
    const longest = Object(pickLongest([english, ...loaded.map((module) => module.default)]))
    translations[LONGEST_AS] = async () => ({ default: longest })
  }
}

/** Resolves when they are drawn. `words`: a language's tag, or `longest`. */
export async function changeWords(words: string): Promise<void> {
  if (words === 'longest') await putLongest()
  const language = isLanguage(words) ? words : LONGEST_AS
  const root = document.documentElement
  const isDrawn = new Promise<void>((settle) => {
    new MutationObserver((_, observer) => {
      if (root.lang !== language) return
      observer.disconnect()
      settle()
    }).observe(root, { attributeFilter: ['lang'] })
  })
  if (root.lang === language) return
  await chrome.storage.local.set({ language })
  await isDrawn
}
