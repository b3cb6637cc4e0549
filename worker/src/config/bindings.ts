/** The relay's configuration, read from its bindings and checked as a whole. No origin has a default. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { OPTIONAL_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { isScreening } from '@inquiry-lens/shared/insight/steps.ts'
import * as v from 'valibot'
import { NOT_SET, OptionalText, Secret, wholeNumber, words } from './binding-schemas.ts'
import { PROVIDER_SCHEMAS, PROVIDER_SECRETS, type ProviderConfiguration, readProviders } from './providers.ts'
import { joinReplies, REPLY_BINDINGS, RepliesBinding } from './replies.ts'

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
