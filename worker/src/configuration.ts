/**
 * The relay's configuration, read from its bindings and checked as a whole. Nothing here falls back to a production
 * address: what is not configured is said, with the name of what is missing.
 */
import { OPTIONAL_FAMILIES } from '@inquiry-lens/shared/event-families.ts'
import { type Environment, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { compilePattern, LONGEST_PATTERN } from './reference-id.ts'

export interface ProviderConfiguration {
  id: ProviderId
  key: string
  /** Without a path. */
  origin: string
  environment: Environment
}

export interface Configuration {
  /** What the admin calls this deployment; only its absence has a meaning. */
  environment: string
  tokenPepper: string
  bootstrapToken: string
  allowedOrigins: readonly string[]
  /** Which reference IDs agents may see; anchored at both ends. `null`: none. */
  referenceIdPattern: RegExp | null
  openFamilies: readonly (typeof OPTIONAL_FAMILIES)[number][]
  providers: readonly ProviderConfiguration[]
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

const isProviderOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  return safe && url.origin === text.replace(/\/$/, '')
}

const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

const Secret = v.pipe(v.string('is missing'), v.minLength(32, 'is too short: 32 random characters at least'))
const Origin = v.pipe(
  v.string('is missing'),
  v.check(isProviderOrigin, 'must be an https origin without a path (http only on this machine)'),
  v.transform((text) => new URL(text).origin),
)

const BindingsSchema = v.object({
  ENVIRONMENT: v.pipe(v.string('is not set'), v.nonEmpty('is not set')),
  TOKEN_PEPPER: Secret,
  BOOTSTRAP_TOKEN: Secret,
  ALLOWED_ORIGINS: v.pipe(v.optional(v.string(), ''), v.transform(words)),
  REFERENCE_ID_PATTERN: v.pipe(
    v.optional(v.string(), ''),
    v.maxLength(LONGEST_PATTERN, `is longer than ${LONGEST_PATTERN} characters`),
    v.check((source) => compilePattern(source) !== undefined, 'is not a regular expression'),
    v.transform((source) => (source === '' ? null : (compilePattern(source) ?? null))),
  ),
  OPEN_EVENT_FAMILIES: v.pipe(
    v.optional(v.string(), ''),
    v.transform(words),
    v.array(v.picklist(OPTIONAL_FAMILIES, `may only name ${OPTIONAL_FAMILIES.join(', ')}`)),
  ),
})

const PersonaSchema = v.object({ PERSONA_API_KEY: v.string(), PERSONA_API_URL: Origin })

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
      tokenPepper: bound.TOKEN_PEPPER,
      bootstrapToken: bound.BOOTSTRAP_TOKEN,
      allowedOrigins: bound.ALLOWED_ORIGINS,
      referenceIdPattern: bound.REFERENCE_ID_PATTERN,
      openFamilies: bound.OPEN_EVENT_FAMILIES,
      providers: persona.output ? [describePersona(persona.output)] : [],
    },
  }
}

const describePersona = ({ PERSONA_API_KEY, PERSONA_API_URL }: v.InferOutput<typeof PersonaSchema>) => ({
  id: PROVIDERS.persona.id,
  key: PERSONA_API_KEY,
  origin: PERSONA_API_URL,
  environment: PROVIDERS.persona.environmentOfKey(PERSONA_API_KEY),
})

const describeIssues = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `${v.getDotPath(issue) ?? 'configuration'} ${issue.message}`).join('; ')

/** One gate for each limit that a provider keeps: its environment, whichever key asks. */
export const gateName = (provider: ProviderConfiguration): string => `${provider.id}:${provider.environment}`
