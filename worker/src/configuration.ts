/**
 * The relay's configuration, read from its bindings and checked as a whole. Nothing here falls back to a production
 * address: what is not configured is said, with the name of what is missing.
 */
import { OPTIONAL_FAMILIES } from '@inquiry-lens/shared/event-families.ts'
import { type Environment, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { compilePattern, LONGEST_PATTERN } from './reference-id.ts'

/** Where Cloudflare may keep and run a Durable Object (developers.cloudflare.com, "Durable Objects: data location"). */
export const JURISDICTIONS = ['eu', 'us', 'fedramp'] as const
export type Jurisdiction = (typeof JURISDICTIONS)[number]

export interface ProviderConfiguration {
  id: ProviderId
  key: string
  /** Without a path. */
  origin: string
  environment: Environment
  /** The relay's own bound: the provider's limit is shared with the customer's production. */
  callsPerMinute: number
}

export interface Configuration {
  /** What the admin calls this deployment; only its absence has a meaning. */
  environment: string
  /** `null`: wherever is nearest to who asked first. Fixed from the first write on, see `residence.ts`. */
  jurisdiction: Jurisdiction | null
  tokenPepper: string
  bootstrapToken: string
  allowedOrigins: readonly string[]
  /** The relay's own names, with their ports; empty: not told. */
  hosts: readonly string[]
  /** Of the desk's storage; the platform ends at 10 GB (developers.cloudflare.com, "Durable Objects: limits"). */
  recordCapacityBytes: number
  /** Closed days of the record that were copied out go after so many. */
  recordKeepDays: number
  /** Which reference IDs agents may see; anchored at both ends. `null`: none. */
  referenceIdPattern: RegExp | null
  openFamilies: readonly (typeof OPTIONAL_FAMILIES)[number][]
  /** How long the relay keeps event names and IDs after the provider itself has deleted them. */
  eventsKeptDays: number
  providers: readonly ProviderConfiguration[]
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** `hostname`: as `URL` has it. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname)

const isProviderOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return safe && url.origin === text.replace(/\/$/, '')
}

const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

/** Also of what is not there at all, which is the object's to say. */
const NOT_SET = 'is not set'
const Secret = v.pipe(v.string(NOT_SET), v.minLength(32, 'is too short: 32 random characters at least'))
const Origin = v.pipe(
  v.string(NOT_SET),
  v.check(isProviderOrigin, 'must be an https origin without a path (http only on this machine)'),
  v.transform((text) => new URL(text).origin),
)

/** Exactly what a browser sends: `https://lens.example`, `chrome-extension://…`; no path, no pattern. */
const isAskerOrigin = (text: string): boolean =>
  /^(?:chrome|moz|safari-web)-extension:\/\/[a-zA-Z0-9-]+$/.test(text) ||
  (/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/.test(text) && URL.canParse(text) && new URL(text).origin === text)

const wholeNumber = (usual: number, { least, most }: { least: number; most: number }) =>
  v.pipe(
    v.optional(v.string(), String(usual)),
    v.regex(/^\d{1,6}$/, `must be a whole number from ${least} to ${most}`),
    v.transform(Number),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
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
    RECORD_CAPACITY_MB: wholeNumber(8_000, { least: 1, most: 9_000 }),
    RECORD_KEEP_DAYS: wholeNumber(365, { least: 1, most: 3_650 }),
    REFERENCE_ID_PATTERN: v.pipe(
      v.optional(v.string(), ''),
      v.maxLength(LONGEST_PATTERN, `is longer than ${LONGEST_PATTERN} characters`),
      v.check((source) => compilePattern(source) !== undefined, 'is not a regular expression'),
      v.transform((source) => (source === '' ? null : (compilePattern(source) ?? null))),
    ),
    EVENTS_KEPT_DAYS: wholeNumber(30, { least: 0, most: 300 }),
    OPEN_EVENT_FAMILIES: v.pipe(
      v.optional(v.string(), ''),
      v.transform(words),
      v.array(v.picklist(OPTIONAL_FAMILIES, `may only name ${OPTIONAL_FAMILIES.join(', ')}`)),
    ),
  },
  NOT_SET,
)

const PersonaSchema = v.object(
  {
    PERSONA_API_KEY: v.string(),
    PERSONA_API_URL: Origin,
    /** Persona's own limit is 300 for all keys of an environment together. */
    PERSONA_CALLS_PER_MINUTE: wholeNumber(60, { least: 1, most: 300 }),
  },
  NOT_SET,
)

/** What is stored as a secret: never in a settings file, a log or a command line. */
export const SECRET_NAMES = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', 'PERSONA_API_KEY'] as const
export type SecretName = (typeof SECRET_NAMES)[number]

export const isSecretName = (name: string): name is SecretName => SECRET_NAMES.some((one) => one === name)

/** All that the relay reads of its bindings besides the secrets. */
export const VARIABLE_NAMES: readonly string[] = [BindingsSchema, PersonaSchema]
  .flatMap(({ entries }) => Object.keys(entries))
  .filter((name) => !isSecretName(name))

type Read = { ok: true; value: Configuration } | { ok: false; detail: string }

/** `detail` names each variable that is missing or wrong, never its value. */
export function readConfiguration(bindings: object): Read {
  const common = v.safeParse(BindingsSchema, bindings)
  const persona = v.safeParse(
    v.nullable(PersonaSchema),
    'PERSONA_API_KEY' in bindings && bindings.PERSONA_API_KEY ? bindings : null,
  )
  if (!common.success || !persona.success) {
    return { ok: false, detail: describeIssues([...(common.issues ?? []), ...(persona.issues ?? [])]) }
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
      recordCapacityBytes: bound.RECORD_CAPACITY_MB * 1_000_000,
      recordKeepDays: bound.RECORD_KEEP_DAYS,
      referenceIdPattern: bound.REFERENCE_ID_PATTERN,
      openFamilies: bound.OPEN_EVENT_FAMILIES,
      eventsKeptDays: bound.EVENTS_KEPT_DAYS,
      providers: persona.output ? [describePersona(persona.output)] : [],
    },
  }
}

/** The platform gives every request of an isolate the same bindings: they are read once, not at each request. */
export function recallConfiguration(bindings: object): Read {
  const known = READ.get(bindings)
  if (known) return known
  const read = readConfiguration(bindings)
  READ.set(bindings, read)
  return read
}

const READ = new WeakMap<object, Read>()

const describePersona = (bound: v.InferOutput<typeof PersonaSchema>): ProviderConfiguration => ({
  id: PROVIDERS.persona.id,
  key: bound.PERSONA_API_KEY,
  origin: bound.PERSONA_API_URL,
  environment: PROVIDERS.persona.environmentOfKey(bound.PERSONA_API_KEY),
  callsPerMinute: bound.PERSONA_CALLS_PER_MINUTE,
})

const describeIssues = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `${v.getDotPath(issue) ?? 'configuration'} ${issue.message}`).join('; ')

/** One gate for each limit that a provider keeps: its environment, whichever key asks. */
export const gateName = (provider: ProviderConfiguration): string => `${provider.id}:${provider.environment}`
