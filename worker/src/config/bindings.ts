/**
 * The relay's configuration, read from its bindings and checked as a whole. Nothing here falls back to a production
 * address: what is not configured is said, with the name of what is missing.
 */
import { OPTIONAL_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { isScreening } from '@inquiry-lens/shared/domain/screening.ts'
import * as v from 'valibot'
import { NOT_SET, OptionalText, Secret, wholeNumber, words } from './binding-schemas.ts'
import { PROVIDER_KEYS, PROVIDER_SCHEMAS, type ProviderConfiguration, readProviders } from './providers.ts'
import { joinReplies, REPLY_BINDINGS } from './replies.ts'
import { SURFACE_BINDINGS, type SurfaceSettings } from './surfaces.ts'

/** Where Cloudflare may keep and run a Durable Object (developers.cloudflare.com, "Durable Objects: data location"). */
export const JURISDICTIONS = ['eu', 'us', 'fedramp'] as const
export type Jurisdiction = (typeof JURISDICTIONS)[number]

export interface Configuration {
  /** What the admin calls this deployment; only its absence has a meaning. */
  environment: string
  /** `null`: wherever is nearest to who asked first. Fixed from the first write on, see `jurisdiction-pin.ts`. */
  jurisdiction: Jurisdiction | null
  tokenPepper: string
  bootstrapToken: string
  allowedOrigins: readonly string[]
  /** The relay's own names, with their ports; empty: not told. */
  hosts: readonly string[]
  /** Of the desk's storage; the platform ends at 10 GB (developers.cloudflare.com, "Durable Objects: limits"). */
  auditCapacityBytes: number
  /** Closed days of the record that were copied out go after so many. */
  auditKeepDays: number
  openFamilies: readonly (typeof OPTIONAL_FAMILIES)[number][]
  /** Of steps, templates, workflows and uploads, beside those that every relay shows. */
  shownNames: readonly string[]
  /** How long the relay keeps event names and IDs after the provider itself has deleted them. */
  eventsKeptAfterDays: number
  providers: readonly ProviderConfiguration[]
  surfaces: SurfaceSettings
}

/** Exactly what a browser sends: `https://lens.example`, `chrome-extension://…`; no path, no pattern. */
const isAskerOrigin = (text: string): boolean =>
  /^(?:chrome|moz|safari-web)-extension:\/\/[a-zA-Z0-9-]+$/.test(text) ||
  (/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/.test(text) && URL.canParse(text) && new URL(text).origin === text)

const MAX_SHOWN_NAMES = 200
const MAX_NAME = 100

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
      v.optional(v.string(), ''),
      v.transform((text) => text || null),
      v.nullable(v.picklist(JURISDICTIONS, `may only be ${JURISDICTIONS.join(', ')}, or unset`)),
    ),
    TOKEN_PEPPER: Secret,
    BOOTSTRAP_TOKEN: Secret,
    ALLOWED_ORIGINS: v.pipe(
      v.optional(v.string(), ''),
      v.transform(words),
      v.array(
        v.pipe(v.string(), v.check(isAskerOrigin, 'must name whole origins, and nothing in their place')),
      ),
    ),
    RELAY_HOSTS: v.pipe(
      v.optional(v.string(), ''),
      v.transform((text) => words(text.toLowerCase())),
      v.array(
        v.pipe(v.string(), v.regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'must name hosts such as lens.example.com')),
      ),
    ),
    AUDIT_CAPACITY_MB: wholeNumber(8_000, { least: 1, most: 9_000 }),
    AUDIT_KEEP_DAYS: wholeNumber(365, { least: 1, most: 3_650 }),
    EVENTS_KEPT_DAYS: wholeNumber(30, { least: 0, most: 300 }),
    SHOWN_NAMES: ShownNames,
    OPEN_EVENT_FAMILIES: v.pipe(
      v.optional(v.string(), ''),
      v.transform(words),
      v.array(v.picklist(OPTIONAL_FAMILIES, `may only name ${OPTIONAL_FAMILIES.join(', ')}`)),
    ),
    ...SURFACE_BINDINGS,
  },
  NOT_SET,
)

/** What is stored as a secret: never in a settings file, a log or a command line. */
export const SECRET_NAMES = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', ...PROVIDER_KEYS] as const
export type SecretName = (typeof SECRET_NAMES)[number]

export const isSecretName = (name: string): name is SecretName => SECRET_NAMES.some((one) => one === name)

/** All that the relay reads of its bindings besides the secrets. */
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

/** The platform gives every request of an isolate the same bindings: they are read once, not at each request. */
export function cachedConfiguration(bindings: object): Read {
  const known = READ.get(bindings)
  if (known) return known
  const read = readConfiguration(bindings)
  READ.set(bindings, read)
  return read
}

const READ = new WeakMap<object, Read>()

const describeIssues = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `${v.getDotPath(issue) ?? 'configuration'} ${issue.message}`).join('; ')
