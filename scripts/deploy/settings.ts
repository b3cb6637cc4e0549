/** The admin's settings of a relay, in one file for git: its address, jurisdiction and variables. No secrets. */
import { readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { isSecretName, JURISDICTIONS, VARIABLE_NAMES } from '../../worker/src/config/bindings.ts'

export type Outcome<TValue> = { ok: true; value: TValue } | { ok: false; problem: string; nextStep: string }

export const done = <TValue>(value: TValue): Outcome<TValue> => ({ ok: true, value })
export const refuse = (problem: string, nextStep: string): Outcome<never> => ({
  ok: false,
  problem,
  nextStep,
})

const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

export const HostSchema = v.pipe(
  v.string(),
  v.regex(HOST, 'must be a host’s name such as lens.example.com, without https:// and without a path'),
)
export const RouteSchema = v.pipe(
  v.string(),
  v.regex(/^[^/]+\/\*$/, 'must be a whole host, such as lens.example.com/*: a relay’s address has no path'),
  v.check(
    (route) => HOST.test(route.slice(0, -2)),
    'must begin with a host’s name, such as lens.example.com/*',
  ),
)
/** Exactly one of three: to an agent, a relay with two addresses is two relays. */
const AddressSchema = v.union(
  [
    v.strictObject({ domain: HostSchema }),
    v.strictObject({ route: RouteSchema }),
    v.strictObject({ workersDev: v.literal(true) }),
  ],
  'must be exactly one of {"domain": "lens.example.com"}, {"route": "lens.example.com/*"}, {"workersDev": true}',
)
export type Address = v.InferOutput<typeof AddressSchema>

export const JURISDICTION_CHOICES = [...JURISDICTIONS, 'none'] as const
export const JurisdictionSchema = v.picklist(
  JURISDICTION_CHOICES,
  `must be one of ${JURISDICTION_CHOICES.join(', ')}`,
)

/** The jurisdiction is a setting of its own, since it can't be changed. */
const FREE_VARIABLES = VARIABLE_NAMES.filter((name) => name !== 'JURISDICTION')
const VariableNameSchema = v.pipe(
  v.string(),
  v.check((name) => !isSecretName(name), 'is a secret: it is asked for, or taken from the environment'),
  v.check((name) => isSecretName(name) || FREE_VARIABLES.includes(name), 'is no variable of the relay’s'),
)

export const SettingsSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be small letters, digits and dashes')),
  /** Cloudflare's account ID, for admins with several accounts. */
  account: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'))),
  address: AddressSchema,
  jurisdiction: JurisdictionSchema,
  variables: v.record(VariableNameSchema, v.string()),
})
export type Settings = v.InferOutput<typeof SettingsSchema>

export function readSettings(file: string): Outcome<Settings | null> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return done(null)
  }
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(undefined, 'is not JSON'), SettingsSchema), text)
  if (read.success) return done(read.output)
  const wrong = read.issues.map((issue) => `${v.getDotPath(issue) ?? 'The file'} ${issue.message}`)
  return refuse(
    `${file} can’t be used: ${wrong.join('; ')}.`,
    'Correct it; docs/deploy.md says what it holds.',
  )
}

export function writeSettings(file: string, settings: Settings): void {
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`)
}

/** `undefined` on workers.dev, where only Cloudflare knows the account's part of the name. */
export function hostOf(address: Address): string | undefined {
  if ('domain' in address) return address.domain
  return 'route' in address ? address.route.slice(0, -2) : undefined
}

/** `undefined` on workers.dev. */
export const originOf = (address: Address): string | undefined => {
  const host = hostOf(address)
  return host === undefined ? undefined : `https://${host}`
}
