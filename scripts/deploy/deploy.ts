/** A deployment from first question to last check. Everything it touches is handed in. */
import { API_VERSION } from '@inquiry-lens/shared/contract/config.ts'
import { SECRET_NAMES, type SecretName } from '../../worker/src/config/bindings.ts'
import { createRelayAdmin } from '../relay-client.ts'
import type { Ask } from './choose.ts'
import { chooseSettings, type DeployFlags } from './choose.ts'
import {
  buildConfiguration,
  checkConfiguration,
  checkKeys,
  checkReach,
  isDrawn,
  planSecrets,
  type SecretPlan,
  type SecretValues,
  variablesOf,
} from './configuration.ts'
import {
  done,
  hostOf,
  type Outcome,
  originOf,
  readSettings,
  refuse,
  type Settings,
  writeSettings,
} from './settings.ts'
import { type SmokeParts, smokeTest } from './smoke-test.ts'
import type { Wrangler } from './wrangler.ts'

/** `rehearsal`: on this machine, all else alike. */
export type Mode = 'upload' | 'dry-run' | 'rehearsal' | 'check'

export interface DeployParts {
  mode: Mode
  flags: DeployFlags
  settingsFile: string
  /** As the environment or a file has them. */
  given: SecretValues
  renew: readonly SecretName[]
  /** Becomes the first admin. */
  admin: string | undefined
  /** Where the relay answers, for who knows better than the settings: workers.dev. */
  relay: string | undefined
  /** Wrangler's configuration of the program. */
  base: object
  extensionOrigin: string
  request: Ask | null
  wrangler: Wrangler
  /** Starts the relay on this machine; answers its address and its bootstrap token. */
  rehearse(bindings: Record<string, string>): Promise<{ url: string; bootstrapToken: string }>
  /** Whether a name is in use already. */
  resolves(host: string): Promise<boolean>
  /** Hands the bootstrap token over, once. */
  giveToken(token: string): void
  draw(): string
  say(line: string): void
  smoke: Pick<SmokeParts, 'fetch' | 'sleep' | 'tries'>
}

/** What goes with a provider's key. The relay itself falls back to no address. */
const PROVIDER_QUESTIONS: readonly {
  name: string
  key: SecretName
  asked: readonly { variable: string; question: string; usual: string }[]
}[] = [
  {
    name: 'Persona',
    key: 'PERSONA_API_KEY',
    asked: [
      { variable: 'PERSONA_API_URL', question: 'Persona’s address', usual: 'https://api.withpersona.com' },
    ],
  },
  {
    name: 'deepidv',
    key: 'DEEPIDV_API_KEY',
    asked: [
      { variable: 'DEEPIDV_API_URL', question: 'deepidv’s address', usual: 'https://api.deepidv.com' },
      {
        variable: 'DEEPIDV_ENVIRONMENT',
        question: 'Is that key for production or sandbox? (deepidv’s keys do not say)',
        usual: 'production',
      },
    ],
  },
]

export async function deploy(parts: DeployParts): Promise<Outcome<null>> {
  const { mode, settingsFile, say } = parts
  const stored = readSettings(settingsFile)
  if (!stored.ok) return stored
  if (mode === 'check' && !stored.value) {
    return refuse(`There is no ${settingsFile} to check by.`, 'Deploy first: npm run deploy.')
  }
  const chosen = await chooseSettings({ ...parts, stored: stored.value })
  if (!chosen.ok) return chosen
  const settings = chosen.value
  if (mode === 'check') return finish(parts, settings, parts.relay, parts.given.BOOTSTRAP_TOKEN)

  const prepared = await prepare(parts, settings)
  if (!prepared.ok) return prepared
  const { settings: complete, plan } = prepared.value
  formatPlan(parts, complete, plan)

  if (mode === 'rehearsal') {
    const { JURISDICTION: _, ...vars } = variablesOf(complete)
    if (complete.jurisdiction !== 'none')
      say('This machine knows no jurisdictions: that part is not rehearsed.')
    // The relay on this machine keeps secrets of its own, so that who has signed in stays so from one rehearsal to the next.
    const isUnasked = (name: string) =>
      plan.drawn.some((one) => one === name) && !parts.renew.some((one) => one === name)
    const handedOver = Object.entries(plan.upload).filter(([name]) => !isUnasked(name))
    const { url, bootstrapToken } = await parts.rehearse({ ...vars, ...Object.fromEntries(handedOver) })
    return finish(parts, complete, url, bootstrapToken)
  }
  const secrets = SECRET_NAMES.filter((name) => plan.upload[name] !== undefined || plan.kept.includes(name))
  const uploaded = await parts.wrangler.deploy({
    configuration: buildConfiguration({ base: parts.base, settings: complete, secrets }),
    secrets: plan.upload,
    isDryRun: mode === 'dry-run',
  })
  if (!uploaded.ok) return uploaded
  if (mode === 'dry-run') {
    say('Dry run: all is well up to the upload. Nothing was uploaded, stored or kept.')
    return done(null)
  }
  writeSettings(settingsFile, complete)
  say(`Deployed. What you chose is in ${settingsFile}: keep it in git.`)
  // Before anything else can fail: it is known to nobody but us.
  if (plan.drawn.includes('BOOTSTRAP_TOKEN') && plan.bootstrapToken) parts.giveToken(plan.bootstrapToken)
  const told = uploaded.value.find((target) => target.startsWith('https://'))
  return finish(parts, complete, parts.relay ?? told, plan.bootstrapToken)
}

/** What there is already, what is still to be asked, and the relay's own verdict on it all. */
async function prepare(
  parts: DeployParts,
  settings: Settings,
): Promise<Outcome<{ settings: Settings; plan: SecretPlan }>> {
  const { mode, wrangler, request, given } = parts
  const isReal = mode === 'upload'
  const listed = isReal ? await wrangler.listSecrets(settings.name, settings.account) : done(null)
  if (!listed.ok) return listed
  const present = listed.value ?? new Set<string>()
  const host = hostOf(settings.address)
  if (
    isReal &&
    listed.value === null &&
    request === null &&
    'domain' in settings.address &&
    host !== undefined
  ) {
    // Without a terminal wrangler takes a name over without asking.
    if (await parts.resolves(host)) {
      return refuse(
        `${host} is in use already, and would be taken over.`,
        'Choose another name, or run this in a terminal, where wrangler asks you first.',
      )
    }
  }

  const keys = { ...given }
  const variables = { ...settings.variables }
  if (request) {
    for (const { name, key, asked } of PROVIDER_QUESTIONS) {
      if (keys[key] === undefined && !present.has(key)) {
        const typed = await request.secret(`${name}’s API key (nothing is shown; Enter for none)`)
        if (typed !== '') keys[key] = typed
      }
      if (keys[key] === undefined && !present.has(key)) continue
      for (const { variable, question, usual } of asked) {
        variables[variable] ||= await request.text(question, usual)
      }
    }
  }
  const complete = { ...settings, variables }

  const notes = checkKeys(keys, variables.ENVIRONMENT ?? '')
  if (!notes.ok) return notes
  for (const note of notes.value) parts.say(`Mind: ${note}`)
  const plan = planSecrets({ present, given: keys, renew: parts.renew, draw: parts.draw })
  const verdict = checkConfiguration(complete, plan.upload, plan.kept)
  if (!verdict.ok) return verdict
  const completeSince = mode === 'rehearsal' ? done(null) : checkReach(complete)
  return completeSince.ok ? done({ settings: complete, plan }) : completeSince
}

function formatPlan(
  { say, renew, given }: DeployParts,
  settings: Settings,
  { upload, drawn, kept }: SecretPlan,
): void {
  const { name, address, jurisdiction, variables } = settings
  const uploaded = SECRET_NAMES.filter((secret) => upload[secret] !== undefined)
  const notDrawn = uploaded.filter((secret) => !drawn.includes(secret))
  say(`  Worker        ${name}`)
  say(`  address       ${originOf(address) ?? 'on workers.dev'}`)
  say(`  jurisdiction  ${jurisdiction}`)
  say(`  environment   ${variables.ENVIRONMENT ?? ''}`)
  if (drawn.length > 0) say(`  made          ${drawn.join(', ')}`)
  if (notDrawn.length > 0) say(`  handed over   ${notDrawn.join(', ')}`)
  if (kept.length > 0) say(`  kept          ${kept.join(', ')}`)
  const providerKeys = [...uploaded, ...kept].filter((secret) => !isDrawn(secret))
  if (providerKeys.length === 0)
    say('Mind: there is no provider’s key, so the relay will have nothing to show.')
  for (const name of renew.filter((one) => given[one] !== undefined))
    say(`Mind: the ${name} that was given is not used: renewing makes a new one.`)
  if (renew.includes('TOKEN_PEPPER')) say('Mind: with a new pepper everybody is signed out.')
}

async function finish(
  { smoke, say, admin }: DeployParts,
  settings: Settings,
  told: string | undefined,
  bootstrapToken: string | undefined,
): Promise<Outcome<null>> {
  const address = told ?? originOf(settings.address)
  if (address === undefined) {
    return refuse(
      'Wrangler did not say at which address the relay answers.',
      'Look it up in Cloudflare’s dashboard and check it: npm run deploy -- --check --relay https://….workers.dev',
    )
  }
  say(`Checking ${address} (version ${API_VERSION} of the contract) …`)
  const allowedOrigin = settings.variables.ALLOWED_ORIGINS?.split(/[\s,]+/).find(Boolean) ?? ''
  const findings = await smokeTest({ ...smoke, address, allowedOrigin, bootstrapToken })
  for (const { what, wrong } of findings) say(`  ${wrong === undefined ? 'ok   ' : 'WRONG'} ${what}`)
  const wrong = findings.flatMap((finding) => finding.wrong ?? [])
  if (wrong.length > 0) {
    return refuse(
      wrong.join('\n'),
      'Correct that and run npm run deploy again, or look once more: npm run deploy -- --check.',
    )
  }
  if (admin === undefined) {
    say(`The relay is ready. Next: npm run agents -- add you@example.com --role admin --relay ${address}`)
  } else if (bootstrapToken === undefined) {
    return refuse(
      `The relay is ready, but ${admin} was not added: the bootstrap token is not known here.`,
      'Set BOOTSTRAP_TOKEN in the environment, or make a new one: npm run deploy -- --renew BOOTSTRAP_TOKEN.',
    )
  } else {
    const { code } = await createRelayAdmin(address, bootstrapToken).add(admin, 'admin')
    say(`The relay is ready. ${admin} may sign in as admin, within ten minutes:`)
    say(`  relay address  ${address}`)
    say(`  pairing code   ${code}`)
  }
  return done(null)
}
