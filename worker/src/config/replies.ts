/**
 * The company's own replies: `{"expired": "…", "de": {"declined": "…"}, "it": {"name": "Italiano", …}}`. A text by state is
 * for every language, one inside a language for that alone. Each problem names its entry.
 */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { CASE_STATES, isCaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import {
  normaliseLanguage,
  REPLY_KEYS,
  type ReplyKey,
  TASKS,
  type Task,
} from '@inquiry-lens/shared/insight/replies/packs.ts'
import { findFillingProblem, findGapProblem } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import * as v from 'valibot'
import { OptionalText } from './binding-schemas.ts'

/** One variable holds 5 kB (developers.cloudflare.com, "Workers: limits"), a language with its tasks more than half of that. */
export const REPLY_BINDINGS = ['REPLIES', 'REPLIES_2', 'REPLIES_3', 'REPLIES_4'] as const

const MAX_LENGTHS = { text: 2_000, task: 200, name: 40 } as const

type OwnReplies = Pick<Config, 'replies' | 'replyLanguages'>
type OwnLanguage = OwnReplies['replyLanguages'][string]

const isReplyKey = (text: string): text is ReplyKey => REPLY_KEYS.some((key) => key === text)
const isTask = (text: string): text is Task => TASKS.some((task) => task === text)
const isTable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ENTRIES = `name, tasks, ${REPLY_KEYS.join(', ')}`

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readReplies(text: string): { own: OwnReplies; problems: string[] } {
  const own: OwnReplies = { replies: {}, replyLanguages: {} }
  const problems: string[] = []
  const refuse = (entry: string, problem: string) => void problems.push(`entry ${entry} ${problem}`)

  function readText(
    entry: string,
    value: unknown,
    maxLength: number = MAX_LENGTHS.text,
    findProblem = findGapProblem,
  ): string {
    const reply = typeof value === 'string' ? value.trim() : ''
    const problem =
      reply === ''
        ? 'must be a text, or left out'
        : reply.length > maxLength
          ? `takes at most ${maxLength} characters`
          : findProblem(reply)
    if (problem !== undefined) refuse(entry, problem)
    return reply
  }

  function readLanguage(tag: string, language: OwnLanguage, entries: object): void {
    for (const [key, value] of Object.entries(entries)) {
      const entry = `${tag}.${key}`
      if (isReplyKey(key)) language.replies[key] = readText(entry, value)
      else if (key === 'name') language.name = readText(entry, value, MAX_LENGTHS.name, findFillingProblem)
      else if (key === 'tasks' && isTable(value)) readTasks(entry, language.tasks, value)
      else refuse(entry, `is no entry of a language: there are ${ENTRIES}`)
    }
  }

  function readTasks(entry: string, tasks: OwnLanguage['tasks'], entries: object): void {
    for (const [task, value] of Object.entries(entries)) {
      const one = `${entry}.${task}`
      if (isTask(task)) tasks[task] = readText(one, value, MAX_LENGTHS.task, findFillingProblem)
      else refuse(one, `is no task: there are ${TASKS.join(', ')}`)
    }
  }

  const entries = text === '' ? {} : parseJson(text)
  if (!isTable(entries)) problems.push('must be a JSON object of texts, such as {"expired": "…"}')
  else
    for (const [name, value] of Object.entries(entries)) {
      const language = normaliseLanguage(name)
      if (!isTable(value)) {
        if (isCaseState(name)) own.replies[name] = readText(name, value)
        else if (language === name) refuse(name, 'takes an object of texts, such as {"declined": "…"}')
        else refuse(name, `is no meaning of a state: there are ${Object.keys(CASE_STATES).join(', ')}`)
      } else if (language === undefined) {
        refuse(name, 'is no language: write a tag such as pt-BR')
      } else readLanguage(name, languageIn(own, language), value)
    }
  return { own, problems }
}

export const RepliesBinding = v.pipe(
  OptionalText,
  v.transform(readReplies),
  v.check(
    ({ problems }) => problems.length === 0,
    ({ input: { problems } }) => problems.join('; '),
  ),
  v.transform(({ own }) => own),
)

/** A later part replaces what an earlier one says; a language may continue in a further variable. */
export function joinReplies(parts: readonly OwnReplies[]): OwnReplies {
  const joined: OwnReplies = { replies: {}, replyLanguages: {} }
  for (const { replies, replyLanguages } of parts) {
    Object.assign(joined.replies, replies)
    for (const [tag, own] of Object.entries(replyLanguages)) {
      const language = languageIn(joined, tag)
      Object.assign(language, own, {
        replies: { ...language.replies, ...own.replies },
        tasks: { ...language.tasks, ...own.tasks },
      })
    }
  }
  return joined
}

function languageIn({ replyLanguages }: OwnReplies, tag: string): OwnLanguage {
  replyLanguages[tag] ??= { replies: {}, tasks: {} }
  return replyLanguages[tag]
}
