import { afterEach, describe, expect, it } from 'vitest'
import {
  createCatalogue,
  localeOf,
  onWordsRead,
  pickLanguage,
  plural,
  setLanguage,
  type Translation,
  type Translations,
  wordsReady,
} from './catalogue.ts'

interface Words {
  hello: string
  count(n: number): string
}
const ENGLISH: Words = { hello: 'Hello', count: (n) => `${n} cases` }
const GERMAN: Words = { hello: 'Hallo', count: (n) => `${n} Fälle` }

const translated = (found: Partial<Record<Translation, Words>>): Translations<{ words: Words }> =>
  Object.fromEntries(
    Object.entries(found).map(([language, words]) => [language, async () => ({ default: { words } })]),
  )

afterEach(() => {
  onWordsRead(() => {})
  return setLanguage('en')
})

describe('createCatalogue', () => {
  it('has the words of the language that is used, and English again', async () => {
    const { words } = createCatalogue({ words: ENGLISH }, translated({ de: GERMAN }))
    expect([words.hello, words.count(2)]).toEqual(['Hello', '2 cases'])
    await setLanguage('de')
    expect([words.hello, words.count(2)]).toEqual(['Hallo', '2 Fälle'])
    await setLanguage('en')
    expect([words.hello, words.count(2)]).toEqual(['Hello', '2 cases'])
  })

  it('notes each reading, so that what shows the word can follow the language', () => {
    let reads = 0
    onWordsRead(() => reads++)
    const { words } = createCatalogue({ words: ENGLISH }, {})
    expect(reads).toBe(0)
    expect([words.hello, words.count(2)]).toEqual(['Hello', '2 cases'])
    expect(reads).toBe(2)
  })

  it('loads the current language also for what is created later', async () => {
    await setLanguage('de')
    const { words } = createCatalogue({ words: ENGLISH }, translated({ de: GERMAN }))
    await wordsReady()
    expect(words.hello).toBe('Hallo')
  })

  it('stays English where a translation can’t be loaded', async () => {
    const { words } = createCatalogue(
      { words: ENGLISH },
      {
        ...translated({ de: GERMAN }),
        ja: () => Promise.reject(new Error('The file is gone')),
      },
    )
    await setLanguage('de')
    await setLanguage('ja')
    expect(words.hello).toBe('Hello')
  })

  it('keeps the language that was chosen last, whichever loads last', async () => {
    const slow = Promise.withResolvers<{ default: { words: Words } }>()
    const { words } = createCatalogue(
      { words: ENGLISH },
      {
        ...translated({ fr: { ...GERMAN, hello: 'Bonjour' } }),
        de: () => slow.promise,
      },
    )
    const first = setLanguage('de')
    await setLanguage('fr')
    slow.resolve({ default: { words: GERMAN } })
    await first
    expect(words.hello).toBe('Bonjour')
  })
})

describe('pickLanguage', () => {
  it.each([
    [['en-US'], 'en'],
    [['de-AT', 'en'], 'de'],
    [['pt-PT'], 'pt-BR'],
    [['ja'], 'ja'],
    [['sv', 'fr-CA', 'de'], 'fr'],
    [['sv'], 'en'],
    [[], 'en'],
  ])('of %j takes %s', (wanted, language) => {
    expect(pickLanguage(wanted)).toBe(language)
  })
})

describe('localeOf', () => {
  it.each([
    ['en', ['de', 'en-AU'], 'en-AU'],
    ['en', ['de'], 'en-GB'],
    ['de', ['en', 'de-CH'], 'de-CH'],
    ['pt-BR', ['en'], 'pt-BR'],
  ] as const)('writes the numbers of %s for %j as in %s', (language, wanted, locale) => {
    expect(localeOf(language, wanted)).toBe(locale)
  })
})

it('takes the form of a count by the rules of the language', async () => {
  const forms = { one: 'case', other: 'cases' }
  expect([0, 1, 2].map((count) => plural(count, forms))).toEqual(['cases', 'case', 'cases'])
  await setLanguage('fr')
  expect([0, 1, 2].map((count) => plural(count, forms))).toEqual(['case', 'case', 'cases'])
})
