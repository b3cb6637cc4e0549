/** What the relay tells every surface of how it is set up. Its own file: the relay itself has no use for the schema. */
import * as v from 'valibot'
import { AuditKeySchema } from '../audit/checkpoint.ts'
import { type CaseState, isCaseState } from '../domain/case-state.ts'
import { findPatternProblem } from '../domain/customer-number-pattern.ts'
import { REPLY_KEYS, TASKS } from '../insight/replies/reply-choice.ts'
import { EnvironmentSchema, ProviderIdSchema } from '../providers/schemas.ts'

/**
 * `GET /v1/config`: what the extension cannot know by itself. In `dashboard`, `{inquiry}` or `{session}` stands for the
 * ID; `null`: there is nowhere to go. `recordKey` checks the signature of the heads that answers carry
 * (`checkpoint.ts`). The rest is what an admin decides, and may be missing in the answer of an earlier relay.
 */
export const ConfigSchema = v.object({
  providers: v.array(
    v.object({
      provider: ProviderIdSchema,
      environment: EnvironmentSchema,
      dashboard: v.nullable(v.string()),
    }),
  ),
  eventFamilies: v.array(v.string()),
  auditKey: v.optional(AuditKeySchema),
  /** The form of the company's own numbers for customers, as each provider holds them: whole values. */
  idPatterns: v.optional(
    v.pipe(
      v.array(v.object({ provider: ProviderIdSchema, pattern: v.string() })),
      // An earlier relay did not check them.
      v.filterItems(({ pattern }) => findPatternProblem(pattern) === undefined),
    ),
    [],
  ),
  /** Beside one of these words, in whatever case, a bare UUID on a page is taken for a session's. */
  wordsNearUuid: v.optional(v.array(v.string()), []),
  /** Where nothing is marked, whoever allowed it: hosts, or `*.` and all hosts below, or `*` and all there are. */
  sitesOff: v.optional(v.array(v.string()), []),
  /** The company's own words to a customer, in every language, by what a state means. */
  replies: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      // A meaning that this version does not know is one that it never has to reply to.
      v.transform(
        (replies): Partial<Record<CaseState, string>> =>
          Object.fromEntries(Object.entries(replies).filter(([caseState]) => isCaseState(caseState))),
      ),
    ),
    {},
  ),
  /** In one language each, by its tag: in place of those, or a language that we have no words in. */
  replyLanguages: v.optional(
    v.record(
      v.string(),
      v.object({
        name: v.exactOptional(v.string()),
        // So it is with these.
        replies: v.object(v.entriesFromList(REPLY_KEYS, v.exactOptional(v.string()))),
        tasks: v.object(v.entriesFromList(TASKS, v.exactOptional(v.string()))),
      }),
    ),
    {},
  ),
})

export type Config = v.InferOutput<typeof ConfigSchema>
