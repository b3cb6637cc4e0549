/**
 * Words in several languages. English is in the code; a translation loads when its language is chosen. Read a catalogue's
 * words where they are shown, not once at a module's start: they change with the language.
 */

/** By BCP 47 tag, with each language's own name. `isReviewed`: a native speaker has read all of its words. */
export const LANGUAGES = {
  en: { name: 'English', isReviewed: false },
  de: { name: 'Deutsch', isReviewed: false },
  es: { name: 'Español', isReviewed: false },
  fr: { name: 'Français', isReviewed: false },
  'pt-BR': { name: 'Português (Brasil)', isReviewed: false },
  ja: { name: '日本語', isReviewed: false },
} as const

export type Language = keyof typeof LANGUAGES
export type Translation = Exclude<Language, 'en'>

export const isLanguage = (text: unknown): text is Language =>
  typeof text === 'string' && Object.hasOwn(LANGUAGES, text)

const baseOf = (tag: string): string => tag.split('-')[0] ?? tag

/** The first of these that we have, whatever its region; else English. `wanted`: BCP 47 tags, the preferred one first. */
export function pickLanguage(wanted: readonly string[]): Language {
  const known = Object.keys(LANGUAGES).filter(isLanguage)
  const found = wanted.map((tag) => known.find((language) => baseOf(language) === baseOf(tag)))
  return found.find((language) => language !== undefined) ?? 'en'
}

/** For `Intl`: the reader's own region of the language, if the browser names one. */
export const localeOf = (language: Language, wanted: readonly string[]): string =>
  wanted.find((tag) => baseOf(tag) === baseOf(language)) ?? (language === 'en' ? 'en-GB' : language)

let current: Language = 'en'
let loading: Promise<unknown> = Promise.resolve()
let noteRead = (): void => {}
const catalogues: {
  english: object
  translations: Translations<object>
  use(language: Language): Promise<void>
}[] = []

const sectionOf = (words: object, name: PropertyKey): object => Reflect.get(words, name)

/** By language, what imports its words: each in a file of its own, `de/surface.ts`. */
export type Translations<TWords> = Partial<Record<Translation, () => Promise<{ default: TWords }>>>

/**
 * Sections of words that load together. Each is an object whose words are those of the current language. A translation that
 * can't be loaded leaves English.
 */
export function createCatalogue<TWords extends object>(
  english: TWords,
  translations: Translations<TWords>,
): TWords {
  let words = english
  const use = async (language: Language) => {
    const load = language === 'en' ? undefined : translations[language]
    const found = await load?.().then(
      (module) => module.default,
      () => undefined,
    )
    if (language === current) words = found ?? english
  }
  catalogues.push({ english, translations, use })
  if (current !== 'en') loading = Promise.all([loading, use(current)])
  return new Proxy(english, {
    get: (_, name) =>
      new Proxy(sectionOf(english, name), {
        get(_, key) {
          noteRead()
          return Reflect.get(sectionOf(words, name), key)
        },
      }),
  })
}

/** What is called wherever words or the language are read: what shows them has to follow the language. */
export function onWordsRead(note: () => void): void {
  noteRead = note
}

/** Resolves when the words of all catalogues are there. */
export function setLanguage(language: Language): Promise<unknown> {
  current = language
  loading = Promise.all(catalogues.map(({ use }) => use(language)))
  return loading
}

/** For checks: every catalogue so far, whose translations they may replace. */
export const listCatalogues = (): readonly Readonly<
  Pick<(typeof catalogues)[number], 'english' | 'translations'>
>[] => catalogues

export function currentLanguage(): Language {
  noteRead()
  return current
}

const plurals = new Map<Language, Intl.PluralRules>()

/** The form for this count in the current language: `one` for 1, and in French also for 0. */
export function plural(count: number, forms: { one: string; other: string }): string {
  const rules = plurals.get(current) ?? new Intl.PluralRules(current)
  plurals.set(current, rules)
  return rules.select(count) === 'one' ? forms.one : forms.other
}

/** Also of catalogues that came with code that was loaded late. */
export const wordsReady = (): Promise<unknown> => loading
