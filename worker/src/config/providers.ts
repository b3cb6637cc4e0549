/** The providers' bindings: a provider is configured by the presence of its key. */
import { compileWhole } from '@inquiry-lens/shared/domain/ids/customer-number.ts'
import { findPatternProblem } from '@inquiry-lens/shared/domain/ids/customer-number-pattern.ts'
import {
  ENVIRONMENTS,
  type Environment,
  PROVIDERS,
  type ProviderId,
} from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'

/** Messages follow the binding's name and never repeat its value. */
export const NOT_SET = 'is not set'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** `hostname`: as `URL` has it. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname)

const isProviderOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return safe && url.origin === text.replace(/\/$/, '')
}

export const Origin = v.pipe(
  v.string(NOT_SET),
  v.check(isProviderOrigin, 'must be an https origin without a path (http only on this machine)'),
  v.transform((text) => new URL(text).origin),
)

export const Secret = v.pipe(
  v.string(NOT_SET),
  v.minLength(32, 'is too short: 32 random characters at least'),
)

export const OptionalText = v.optional(v.string(), '')

export const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

/** A settings file may hold it as a number. Not set, or empty: the default. */
export const wholeNumber = (byDefault: number, { min, max }: { min: number; max: number }) => {
  const rule = `must be a whole number from ${min} to ${max}`
  return v.pipe(
    v.optional(v.union([v.string(), v.number()], rule), byDefault),
    v.transform((value) => (value === '' ? byDefault : value)),
    v.check((value) => /^\d{1,6}$/.test(String(value)), rule),
    v.transform(Number),
    v.minValue(min, rule),
    v.maxValue(max, rule),
  )
}

/** The relay's own limit: at most so many calls in any window of so many seconds. */
export interface CallLimit {
  calls: number
  seconds: number
}

export interface ProviderConfiguration {
  id: ProviderId
  key: string
  origin: string
  environment: Environment
  /** Below the provider's own, which the customer's production shares. */
  limits: readonly CallLimit[]
  /** None: its webhooks are not taken. Two while one is rotated. */
  webhookSecrets: readonly string[]
  /** For one agent's calls that find nothing. */
  missLimits: readonly CallLimit[]
  /** The form of the company's customer numbers that agents may see. `null`: none. */
  idPattern: IdPattern | null
  /** A link into the provider's dashboard; `{inquiry}` or `{session}` stands for the ID. */
  dashboard: string | null
}

interface IdPattern {
  source: string
  expression: RegExp
}

const Pattern = v.pipe(
  OptionalText,
  v.check(
    (source) => source === '' || findPatternProblem(source) === undefined,
    ({ input }) => findPatternProblem(input) ?? '',
  ),
  v.transform((source): IdPattern | null =>
    source === '' ? null : { source, expression: compileWhole(source) },
  ),
)

const Dashboard = v.pipe(
  OptionalText,
  v.check(
    (text) =>
      text === '' || (text.startsWith('https://') && URL.canParse(text) && text.includes('{session}')),
    'must be an https address in which {session} stands for the ID, or empty',
  ),
  v.transform((text) => (text === '' ? null : text)),
)

const WEBHOOK_RULE = 'must be one secret, or two while it is rotated, each of 16 to 200 characters'

const WebhookSecrets = v.pipe(
  OptionalText,
  v.transform(words),
  v.maxLength(2, WEBHOOK_RULE),
  v.array(v.pipe(v.string(), v.minLength(16, WEBHOOK_RULE), v.maxLength(200, WEBHOOK_RULE))),
)

const PersonaSchema = v.object(
  {
    PERSONA_API_KEY: v.string(),
    PERSONA_WEBHOOK_SECRET: WebhookSecrets,
    PERSONA_API_URL: Origin,
    /** Persona's own limit is 300 for all keys of an environment together. */
    PERSONA_CALLS_PER_MINUTE: wholeNumber(60, { min: 1, max: 300 }),
    REFERENCE_ID_PATTERN: Pattern,
  },
  NOT_SET,
)

const DeepidvSchema = v.object(
  {
    DEEPIDV_API_KEY: v.string(),
    DEEPIDV_WEBHOOK_SECRET: WebhookSecrets,
    DEEPIDV_API_URL: Origin,
    /** Its keys don't show it. */
    DEEPIDV_ENVIRONMENT: v.optional(
      v.picklist(ENVIRONMENTS, `must be one of ${ENVIRONMENTS.join(', ')}`),
      'unknown',
    ),
    /** Half of what docs.deepidv.com, "Authentication", allows: 25 a second, 10,000 a day. */
    DEEPIDV_CALLS_PER_SECOND: wholeNumber(12, { min: 1, max: 1_000 }),
    DEEPIDV_CALLS_PER_DAY: wholeNumber(5_000, { min: 1, max: 900_000 }),
    DEEPIDV_EXTERNAL_ID_PATTERN: Pattern,
    DEEPIDV_DASHBOARD_URL: Dashboard,
  },
  NOT_SET,
)

export const PROVIDER_SECRETS = [
  'PERSONA_API_KEY',
  'PERSONA_WEBHOOK_SECRET',
  'DEEPIDV_API_KEY',
  'DEEPIDV_WEBHOOK_SECRET',
] as const

export const PROVIDER_SCHEMAS = [PersonaSchema, DeepidvSchema]

const HOUR_SECONDS = 3_600
const DAY_SECONDS = 86_400

const isSet = (bindings: object, name: string): boolean => Boolean(Reflect.get(bindings, name))

export function readProviders(bindings: object) {
  const persona = v.safeParse(v.nullable(PersonaSchema), isSet(bindings, 'PERSONA_API_KEY') ? bindings : null)
  const deepidv = v.safeParse(v.nullable(DeepidvSchema), isSet(bindings, 'DEEPIDV_API_KEY') ? bindings : null)
  const issues = [...(persona.issues ?? []), ...(deepidv.issues ?? [])]
  const providers: ProviderConfiguration[] = []
  if (persona.success && persona.output) providers.push(describePersona(persona.output))
  if (deepidv.success && deepidv.output) providers.push(describeDeepidv(deepidv.output))
  return { providers, issues }
}

const describePersona = (bound: v.InferOutput<typeof PersonaSchema>): ProviderConfiguration => ({
  id: PROVIDERS.persona.id,
  key: bound.PERSONA_API_KEY,
  origin: bound.PERSONA_API_URL,
  environment: PROVIDERS.persona.environmentOfKey(bound.PERSONA_API_KEY),
  limits: [{ calls: bound.PERSONA_CALLS_PER_MINUTE, seconds: 60 }],
  webhookSecrets: bound.PERSONA_WEBHOOK_SECRET,
  missLimits: [{ calls: Math.ceil(bound.PERSONA_CALLS_PER_MINUTE / 6), seconds: 60 }],
  idPattern: bound.REFERENCE_ID_PATTERN,
  dashboard: PROVIDERS.persona.dashboard,
})

const describeDeepidv = (bound: v.InferOutput<typeof DeepidvSchema>): ProviderConfiguration => ({
  id: PROVIDERS.deepidv.id,
  key: bound.DEEPIDV_API_KEY,
  origin: bound.DEEPIDV_API_URL,
  environment: bound.DEEPIDV_ENVIRONMENT,
  limits: [
    { calls: bound.DEEPIDV_CALLS_PER_SECOND, seconds: 1 },
    { calls: bound.DEEPIDV_CALLS_PER_DAY, seconds: DAY_SECONDS },
  ],
  webhookSecrets: bound.DEEPIDV_WEBHOOK_SECRET,
  missLimits: [
    { calls: Math.ceil(bound.DEEPIDV_CALLS_PER_DAY / 80), seconds: HOUR_SECONDS },
    { calls: Math.ceil(bound.DEEPIDV_CALLS_PER_DAY / 20), seconds: DAY_SECONDS },
  ],
  idPattern: bound.DEEPIDV_EXTERNAL_ID_PATTERN,
  dashboard: bound.DEEPIDV_DASHBOARD_URL,
})

/** One gateway for each limit of a provider: the limit is per environment, for all keys together. */
export const gatewayName = (provider: Pick<ProviderConfiguration, 'id' | 'environment'>): string =>
  `${provider.id}:${provider.environment}`
