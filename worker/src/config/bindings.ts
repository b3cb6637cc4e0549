/** The relay's configuration, read from its bindings and checked as a whole. No origin has a default. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { CASE_STATES, isCaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { OPTIONAL_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import {
  normaliseLanguage,
  REPLY_KEYS,
  type ReplyKey,
  TASKS,
  type Task,
} from '@inquiry-lens/shared/insight/replies/packs.ts'
import { findFillingProblem, findGapProblem } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import { isScreening } from '@inquiry-lens/shared/insight/steps.ts'
import * as v from 'valibot'
import {
  NOT_SET,
  OptionalText,
  PROVIDER_SCHEMAS,
  PROVIDER_SECRETS,
  type ProviderConfiguration,
  readProviders,
  Secret,
  wholeNumber,
  words,
} from './providers.ts'

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

/**
 * The company's own replies: `{"expired": "…", "de": {"declined": "…"}, "it": {"name": "Italiano", …}}`. A text by state is
 * for every language, one inside a language for that alone. Each problem names its entry.
 */
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

/** Where Cloudflare may keep and run a Durable Object (developers.cloudflare.com, "Durable Objects: data location"). */
export const JURISDICTIONS = ['eu', 'us', 'fedramp'] as const
export type Jurisdiction = (typeof JURISDICTIONS)[number]

export interface Configuration {
  /** The admin's name for this deployment; only its absence matters. */
  environment: string
  /** `null`: nearest to the first request. Pinned by the first write, see `jurisdiction-pin.ts`. */
  jurisdiction: Jurisdiction | null
  tokenPepper: string
  bootstrapToken: string
  allowedOrigins: readonly string[]
  /** The relay's own hosts, with their ports; empty: unknown. */
  hosts: readonly string[]
  /** The platform ends at 10 GB (developers.cloudflare.com, "Durable Objects: limits"). */
  auditCapacityBytes: number
  /** Over how many AccessControl objects agents are spread. Pinned by the first write, see `jurisdiction-pin.ts`. */
  accessShards: number
  /** Exported segments of the audit log are purged after so many days. */
  auditKeepDays: number
  openFamilies: readonly (typeof OPTIONAL_FAMILIES)[number][]
  /** Names of steps, templates, workflows and uploads, beside those that every relay shows. */
  shownNames: readonly string[]
  /** How long event names and IDs are kept after the provider deleted them. */
  eventsKeptAfterDays: number
  providers: readonly ProviderConfiguration[]
  /** What `/v1/config` passes on to every surface. */
  surfaces: Pick<Config, 'wordsNearUuid' | 'sitesOff' | 'replies' | 'replyLanguages'>
}

/** As a browser sends it: `https://lens.example`, `chrome-extension://…`; no path, no pattern. */
const isClientOrigin = (text: string): boolean =>
  /^(?:chrome|moz|safari-web)-extension:\/\/[a-zA-Z0-9-]+$/.test(text) ||
  (/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/.test(text) && URL.canParse(text) && new URL(text).origin === text)

const MAX_SHARDS = 64
const MAX_SHOWN_NAMES = 200
const MAX_NAME = 100
const MAX_WORDS = 20
const MAX_SITES = 200

const ShownNames = v.pipe(
  OptionalText,
  v.transform((text) =>
    text
      .split(/[;\n]/)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
  v.maxLength(MAX_SHOWN_NAMES, `takes at most ${MAX_SHOWN_NAMES} names`),
  v.array(
    v.pipe(
      v.string(),
      v.maxLength(MAX_NAME, `takes names of at most ${MAX_NAME} letters`),
      v.check((name) => !isScreening(name), 'must not name a screening, such as sanctions, PEP, AML or risk'),
    ),
  ),
)

const BindingsSchema = v.object(
  {
    ENVIRONMENT: v.pipe(v.string(NOT_SET), v.nonEmpty(NOT_SET)),
    JURISDICTION: v.pipe(
      OptionalText,
      v.transform((text) => text || null),
      v.nullable(v.picklist(JURISDICTIONS, `may only be ${JURISDICTIONS.join(', ')}, or unset`)),
    ),
    TOKEN_PEPPER: Secret,
    BOOTSTRAP_TOKEN: Secret,
    ALLOWED_ORIGINS: v.pipe(
      OptionalText,
      v.transform(words),
      v.array(
        v.pipe(v.string(), v.check(isClientOrigin, 'must name whole origins, and nothing in their place')),
      ),
    ),
    RELAY_HOSTS: v.pipe(
      OptionalText,
      v.transform((text) => words(text.toLowerCase())),
      v.array(
        v.pipe(v.string(), v.regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'must name hosts such as lens.example.com')),
      ),
    ),
    AUDIT_CAPACITY_MB: wholeNumber(8_000, { min: 1, max: 9_000 }),
    ACCESS_SHARDS: wholeNumber(1, { min: 1, max: MAX_SHARDS }),
    AUDIT_KEEP_DAYS: wholeNumber(365, { min: 1, max: 3_650 }),
    EVENTS_KEPT_DAYS: wholeNumber(30, { min: 0, max: 300 }),
    SHOWN_NAMES: ShownNames,
    OPEN_EVENT_FAMILIES: v.pipe(
      OptionalText,
      v.transform(words),
      v.array(v.picklist(OPTIONAL_FAMILIES, `may only name ${OPTIONAL_FAMILIES.join(', ')}`)),
    ),
    WORDS_NEAR_UUID: v.pipe(
      OptionalText,
      v.transform(words),
      v.maxLength(MAX_WORDS, `takes at most ${MAX_WORDS} words`),
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^[\p{L}\p{N}_-]{2,40}$/u, 'must be words of 2 to 40 letters, each alone'),
        ),
      ),
    ),
    SITES_OFF: v.pipe(
      OptionalText,
      v.transform((text) => words(text.toLowerCase())),
      v.maxLength(MAX_SITES, `takes at most ${MAX_SITES} sites`),
      v.array(
        v.pipe(
          v.string(),
          v.regex(
            /^(?:\*|(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?)$/,
            'must name hosts, *.hosts, or * for all there are',
          ),
        ),
      ),
    ),
    REPLIES: RepliesBinding,
    REPLIES_2: RepliesBinding,
    REPLIES_3: RepliesBinding,
    REPLIES_4: RepliesBinding,
  },
  NOT_SET,
)

/** Stored as secrets: never in a settings file, a log or a command line. */
export const SECRET_NAMES = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', ...PROVIDER_SECRETS] as const
export type SecretName = (typeof SECRET_NAMES)[number]

export const isSecretName = (name: string): name is SecretName => SECRET_NAMES.some((one) => one === name)

/** Every binding that the relay reads besides the secrets. */
export const VARIABLE_NAMES: readonly string[] = [BindingsSchema, ...PROVIDER_SCHEMAS]
  .flatMap(({ entries }) => Object.keys(entries))
  .filter((name) => !isSecretName(name))

type Read = { ok: true; value: Configuration } | { ok: false; detail: string }

/** `detail` names each variable that is missing or wrong, never its value. */
export function readConfiguration(bindings: object): Read {
  const common = v.safeParse(BindingsSchema, bindings)
  const { providers, issues } = readProviders(bindings)
  if (!common.success || issues.length > 0) {
    return { ok: false, detail: describeIssues([...(common.issues ?? []), ...issues]) }
  }
  const bound = common.output
  return {
    ok: true,
    value: {
      environment: bound.ENVIRONMENT,
      jurisdiction: bound.JURISDICTION,
      tokenPepper: bound.TOKEN_PEPPER,
      bootstrapToken: bound.BOOTSTRAP_TOKEN,
      allowedOrigins: bound.ALLOWED_ORIGINS,
      hosts: bound.RELAY_HOSTS,
      auditCapacityBytes: bound.AUDIT_CAPACITY_MB * 1_000_000,
      accessShards: bound.ACCESS_SHARDS,
      auditKeepDays: bound.AUDIT_KEEP_DAYS,
      openFamilies: bound.OPEN_EVENT_FAMILIES,
      shownNames: bound.SHOWN_NAMES,
      eventsKeptAfterDays: bound.EVENTS_KEPT_DAYS,
      providers,
      surfaces: {
        wordsNearUuid: bound.WORDS_NEAR_UUID,
        sitesOff: bound.SITES_OFF,
        ...joinReplies(REPLY_BINDINGS.map((name) => bound[name])),
      },
    },
  }
}

/** Reads once: the platform gives every request of an isolate the same bindings. */
export function cachedConfiguration(bindings: object): Read {
  const cached = CACHE.get(bindings) ?? readConfiguration(bindings)
  CACHE.set(bindings, cached)
  return cached
}

const CACHE = new WeakMap<object, Read>()

const describeIssues = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `${v.getDotPath(issue) ?? 'configuration'} ${issue.message}`).join('; ')
