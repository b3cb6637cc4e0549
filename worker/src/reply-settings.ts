/**
 * The company's own words to customers: `{"expired": "…", "de": {"declined": "…"}, "it": {"name": "Italiano", …}}`. A text by
 * what a state means is for every language, one of a language is for that alone. A mistake is named with its entry.
 */
import type { Config } from '@inquiry-lens/shared/api.ts'
import { findFillingProblem, findGapProblem } from '@inquiry-lens/shared/replies/gaps.ts'
import { spellLanguage } from '@inquiry-lens/shared/replies/language-tag.ts'
import { MEANINGS } from '@inquiry-lens/shared/status.ts'
import { REPLY_KEYS, TASKS } from '@inquiry-lens/shared/verdict/reply-choice.ts'
import * as v from 'valibot'
import { OptionalText } from './binding-schemas.ts'

/** One variable holds 5 kB (developers.cloudflare.com, "Workers: limits"), a language with its tasks more than half of that. */
export const REPLY_BINDINGS = ['REPLIES', 'REPLIES_2', 'REPLIES_3', 'REPLIES_4'] as const

const MOST_LANGUAGES = 50
const LONGEST = { text: 2_000, task: 200, name: 40 } as const

const isMeaning = (text: string): boolean => Object.hasOwn(MEANINGS, text)
const MEANING_NAMES = Object.keys(MEANINGS).join(', ')

const textOf = (longest: number, findProblem: (text: string) => string | undefined) =>
  v.pipe(
    v.string('must be a text'),
    v.trim(),
    v.nonEmpty('is empty: write a text, or leave the entry out'),
    v.maxLength(longest, `is too long: ${longest} characters at most`),
    v.check(
      (text) => findProblem(text) === undefined,
      ({ input }) => findProblem(input) ?? '',
    ),
  )

const Text = textOf(LONGEST.text, findGapProblem)

const LanguageSchema = v.pipe(
  v.strictObject(
    {
      name: v.exactOptional(textOf(LONGEST.name, findFillingProblem)),
      tasks: v.exactOptional(
        v.strictObject(
          v.entriesFromList(TASKS, v.exactOptional(textOf(LONGEST.task, findFillingProblem))),
          `is no task: there are ${TASKS.join(', ')}`,
        ),
        {},
      ),
      ...v.entriesFromList(REPLY_KEYS, v.exactOptional(Text)),
    },
    `is no entry of a language: there are name, tasks, ${REPLY_KEYS.join(', ')}`,
  ),
  v.transform(({ name, tasks, ...replies }) => ({ ...(name !== undefined && { name }), replies, tasks })),
)

type Entry = string | v.InferOutput<typeof LanguageSchema>

/** A text's name is a meaning, a language's name a tag. */
function findNameProblem(name: string, entry: Entry): string | undefined {
  if (typeof entry !== 'string')
    return spellLanguage(name) === undefined
      ? 'is no language: write a tag such as de or pt-BR, and the texts below it'
      : undefined
  if (isMeaning(name)) return undefined
  return spellLanguage(name) === name
    ? 'is a language: write an object of texts, such as {"declined": "…"}'
    : `is nothing that a state means: there are ${MEANING_NAMES}`
}

function findDouble(names: readonly string[]): string | undefined {
  const spelled = names.map(spellLanguage)
  return names.find((_name, at) => spelled[at] !== undefined && spelled.indexOf(spelled[at]) !== at)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isEntry =
  <TEntry extends Entry>(isOne: (entry: Entry) => entry is TEntry) =>
  (named: [string, Entry]): named is [string, TEntry] =>
    isOne(named[1])

type OwnWords = Pick<Config, 'replies' | 'replyLanguages'>

/** What the surfaces are told: texts for every language, and those of each. */
export const RepliesBinding = v.pipe(
  OptionalText,
  v.transform((text) => (text === '' ? {} : parseJson(text))),
  v.record(
    v.string(),
    v.lazy((entry): v.GenericSchema<unknown, Entry> => (typeof entry === 'object' ? LanguageSchema : Text)),
    'must be a JSON object of texts, such as {"expired": "…"}',
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const input = dataset.value
    const refuse = (key: string, message: string) =>
      addIssue({ message, path: [{ type: 'object', origin: 'key', input, key, value: input[key] }] })
    for (const [name, entry] of Object.entries(input)) {
      const problem = findNameProblem(name, entry)
      if (problem !== undefined) refuse(name, problem)
    }
    const languages = Object.keys(input).filter((name) => typeof input[name] !== 'string')
    const double = findDouble(languages)
    if (double !== undefined) refuse(double, 'is there twice: put its texts together')
    if (languages.length > MOST_LANGUAGES) addIssue({ message: `takes at most ${MOST_LANGUAGES} languages` })
  }),
  v.transform((entries): OwnWords => {
    const all = Object.entries(entries)
    return {
      replies: Object.fromEntries(all.filter(isEntry((entry) => typeof entry === 'string'))),
      replyLanguages: Object.fromEntries(
        all
          .filter(isEntry((entry) => typeof entry !== 'string'))
          .map(([name, language]) => [spellLanguage(name) ?? name, language]),
      ),
    }
  }),
)

/** A language may go on in a further variable; what is there twice is what the later one says. */
export function joinReplies(parts: readonly OwnWords[]): OwnWords {
  const joined: OwnWords = { replies: {}, replyLanguages: {} }
  for (const { replies, replyLanguages } of parts) {
    Object.assign(joined.replies, replies)
    for (const [language, own] of Object.entries(replyLanguages)) {
      const before = joined.replyLanguages[language]
      joined.replyLanguages[language] = {
        ...before,
        ...own,
        replies: { ...before?.replies, ...own.replies },
        tasks: { ...before?.tasks, ...own.tasks },
      }
    }
  }
  return joined
}
