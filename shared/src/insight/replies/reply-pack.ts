/**
 * What can be said to a customer in one language: a text for each choice, with gaps, and a few words for each task.
 *
 * A gap is `{until}` or `{task}`. It stands in a bracket, `[ The link works until {until}.]`, which goes with all that is in
 * it where the gap cannot be filled; so what is left is whole sentences.
 */
import type { ReplyKey, Task } from './reply-choice.ts'

export interface ReplyPack {
  /** BCP 47: `de`, `pt-BR`. */
  language: string
  /** In the language itself. */
  name: string
  replies: Readonly<Partial<Record<ReplyKey, string>>>
  /** Each goes on a sentence, behind a colon or a verb: an infinitive where the language has one. */
  tasks: Readonly<Partial<Record<Task, string>>>
}

/** One that lacks nothing. */
export interface WholePack extends ReplyPack {
  replies: Readonly<Record<ReplyKey, string>>
  tasks: Readonly<Record<Task, string>>
}
