/** A deployment, from the first question to the last check; its side effects are parameters. */
import { API_VERSION } from '@inquiry-lens/shared/contract/config.ts'
import { PROVIDER_IDS, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { SECRET_NAMES, type SecretName } from '../../worker/src/config/bindings.ts'
import { createRelayAdmin } from '../relay/relay-client.ts'
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
import { type SmokeParts, smokeTest, type WebhookSecrets } from './smoke-test.ts'
import type { Wrangler } from './wrangler.ts'

/** `rehearsal`: on this machine, all else alike. */
export type Mode = 'upload' | 'dry-run' | 'rehearsal' | 'check'

export interface DeployParts {
  mode: Mode
  flags: DeployFlags
  settingsFile: string
  given: SecretValues
  renew: readonly SecretName[]
  admin: string | undefined
  /** The relay's origin where the settings don't know it: on workers.dev. */
  relay: string | undefined
  /** `wrangler.toml`. */
  readBase(): Promise<object>
  extensionOrigin: string
  request: Ask | null
  wrangler: Wrangler
  rehearse(bindings: Record<string, string>): Promise<{ url: string; bootstrapToken: string }>
  resolves(host: string): Promise<boolean>
  giveToken(token: string): void
  draw(): string
  print(line: string): void
  smoke: Pick<SmokeParts, 'fetch' | 'sleep' | 'tries'>
}

const PROVIDER_QUESTIONS: readonly {
  id: ProviderId
  key: SecretName
  questions: readonly { variable: string; question: string; usual: string }[]
}[] = [
  {
    id: 'persona',
    key: 'PERSONA_API_KEY',
    questions: [
      { variable: 'PERSONA_API_URL', question: 'Persona’s address', usual: 'https://api.withpersona.com' },
    ],
  },
  {
    id: 'deepidv',
    key: 'DEEPIDV_API_KEY',
    questions: [
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
  const { mode, settingsFile, print } = parts
  const stored = readSettings(settingsFile)
  if (!stored.ok) return stored
  if (mode === 'check' && !stored.value) {
    return refuse(`There is no ${settingsFile} to check by.`, 'Deploy first: npm run deploy.')
  }
  const chosen = await chooseSettings({ ...parts, stored: stored.value })
  if (!chosen.ok) return chosen
  const settings = chosen.value
  if (mode === 'check') return finish(parts, settings, parts.relay, parts.given.BOOTSTRAP_TOKEN, PROVIDER_IDS)

  const prepared = await prepare(parts, settings)
  if (!prepared.ok) return prepared
  const { settings: complete, plan } = prepared.value
  formatPlan(parts, complete, plan)

  if (mode === 'rehearsal') {
    const { JURISDICTION: _, ...vars } = variablesOf(complete)
    if (complete.jurisdiction !== 'none')
      print('Local workerd has no jurisdictions, so this part is not tested.')
    // The local relay keeps its own secrets, so that sign-ins last from one rehearsal to the next.
    const isKeptByLocalRelay = (name: string) =>
      plan.drawn.some((one) => one === name) && !parts.renew.some((one) => one === name)
    const handedOver = Object.entries(plan.upload).filter(([name]) => !isKeptByLocalRelay(name))
    const { url, bootstrapToken } = await parts.rehearse({ ...vars, ...Object.fromEntries(handedOver) })
    return finish(parts, complete, url, bootstrapToken, providersOf(plan))
  }
  const secrets = SECRET_NAMES.filter((name) => plan.upload[name] !== undefined || plan.kept.includes(name))
  const uploaded = await parts.wrangler.deploy({
    configuration: buildConfiguration({ base: await parts.readBase(), settings: complete, secrets }),
    secrets: plan.upload,
    isDryRun: mode === 'dry-run',
  })
  if (!uploaded.ok) return uploaded
  if (mode === 'dry-run') {
    print('Dry run: everything works up to the upload. Nothing was uploaded or stored.')
    print('A deployment ends with a check of the relay, and a test webhook for each webhook secret.')
    explainWebhooks(parts, originOf(complete.address) ?? 'https://your-relay.workers.dev', providersOf(plan))
    return done(null)
  }
  writeSettings(settingsFile, complete)
  print(`Deployed. Your settings are in ${settingsFile}: keep it in git.`)
  if (plan.drawn.includes('BOOTSTRAP_TOKEN') && plan.bootstrapToken) parts.giveToken(plan.bootstrapToken)
  const reported = uploaded.value.find((target) => target.startsWith('https://'))
  return finish(parts, complete, parts.relay ?? reported, plan.bootstrapToken, providersOf(plan))
}

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
    if (await parts.resolves(host)) {
      return refuse(
        `${host} is in use and would be taken over.`,
        'Choose another name, or run this in a terminal, where wrangler asks you first.',
      )
    }
  }

  const keys = { ...given }
  const variables = { ...settings.variables }
  if (request) {
    for (const { id, key, questions } of PROVIDER_QUESTIONS) {
      if (keys[key] === undefined && !present.has(key)) {
        const typed = await request.secret(
          `${PROVIDERS[id].name}’s API key (nothing is shown; Enter for none)`,
        )
        if (typed !== '') keys[key] = typed
      }
      if (keys[key] === undefined && !present.has(key)) continue
      for (const { variable, question, usual } of questions) {
        variables[variable] ||= await request.text(question, usual)
      }
    }
  }
  const complete = { ...settings, variables }

  const notes = checkKeys(keys, variables.ENVIRONMENT ?? '')
  if (!notes.ok) return notes
  for (const note of notes.value) parts.print(`Note: ${note}`)
  const plan = planSecrets({ present, given: keys, renew: parts.renew, draw: parts.draw })
  const verdict = checkConfiguration(complete, plan.upload, plan.kept)
  if (!verdict.ok) return verdict
  const reached = mode === 'rehearsal' ? done(null) : checkReach(complete)
  return reached.ok ? done({ settings: complete, plan }) : reached
}

function formatPlan(
  { print, renew, given }: DeployParts,
  settings: Settings,
  { upload, drawn, kept }: SecretPlan,
): void {
  const { name, address, jurisdiction, variables } = settings
  const uploaded = SECRET_NAMES.filter((secret) => upload[secret] !== undefined)
  const notDrawn = uploaded.filter((secret) => !drawn.includes(secret))
  print(`  Worker        ${name}`)
  print(`  address       ${originOf(address) ?? 'on workers.dev'}`)
  print(`  jurisdiction  ${jurisdiction}`)
  print(`  environment   ${variables.ENVIRONMENT ?? ''}`)
  if (drawn.length > 0) print(`  generated     ${drawn.join(', ')}`)
  if (notDrawn.length > 0) print(`  uploaded      ${notDrawn.join(', ')}`)
  if (kept.length > 0) print(`  kept          ${kept.join(', ')}`)
  const providerKeys = [...uploaded, ...kept].filter((secret) => !isDrawn(secret))
  if (providerKeys.length === 0) print('Note: there is no provider key, so the relay has nothing to show.')
  for (const name of renew.filter((one) => given[one] !== undefined))
    print(`Note: the ${name} that was given is not used, since --renew makes a new one.`)
  if (renew.includes('TOKEN_PEPPER')) print('Note: a new pepper signs every agent out.')
}

async function finish(
  { smoke, print, admin, given }: DeployParts,
  settings: Settings,
  known: string | undefined,
  bootstrapToken: string | undefined,
  providers: readonly ProviderId[],
): Promise<Outcome<null>> {
  const address = known ?? originOf(settings.address)
  if (address === undefined) {
    return refuse(
      'Wrangler did not report the relay’s address.',
      'Find it in Cloudflare’s dashboard and check it: npm run deploy -- --check --relay https://….workers.dev',
    )
  }
  print(`Checking ${address} (version ${API_VERSION} of the contract) …`)
  const allowedOrigin = settings.variables.ALLOWED_ORIGINS?.split(/[\s,]+/).find(Boolean) ?? ''
  const findings = await smokeTest({
    ...{ ...smoke, address, allowedOrigin, bootstrapToken },
    webhookSecrets: webhookSecretsOf(given),
  })
  for (const { what, wrong } of findings) print(`  ${wrong === undefined ? 'ok   ' : 'WRONG'} ${what}`)
  const wrong = findings.flatMap((finding) => finding.wrong ?? [])
  if (wrong.length > 0) {
    return refuse(
      wrong.join('\n'),
      'Correct this and run npm run deploy again, or check again: npm run deploy -- --check.',
    )
  }
  explainWebhooks({ print, given }, address, providers)
  if (admin === undefined) {
    print(`The relay is ready. Next: npm run agents -- add you@example.com --role admin --relay ${address}`)
  } else if (bootstrapToken === undefined) {
    return refuse(
      `The relay is ready, but ${admin} was not added: the bootstrap token is unknown here.`,
      'Set BOOTSTRAP_TOKEN in the environment, or make a new one: npm run deploy -- --renew BOOTSTRAP_TOKEN.',
    )
  } else {
    const { code } = await createRelayAdmin(address, bootstrapToken).add(admin, 'admin')
    print(`The relay is ready. ${admin} may sign in as admin, within ten minutes:`)
    print(`  relay address  ${address}`)
    print(`  pairing code   ${code}`)
  }
  return done(null)
}

const providersOf = ({ upload, kept }: SecretPlan): ProviderId[] =>
  PROVIDER_QUESTIONS.flatMap(({ id, key }) => (upload[key] !== undefined || kept.includes(key) ? id : []))

const webhookSecretsOf = (given: SecretValues): WebhookSecrets => ({
  persona: given.PERSONA_WEBHOOK_SECRET,
  deepidv: given.DEEPIDV_WEBHOOK_SECRET,
})

/** What to set in each provider’s console; a real delivery from there shows on the admin page. */
function explainWebhooks(
  { print, given }: Pick<DeployParts, 'print' | 'given'>,
  address: string,
  providers: readonly ProviderId[],
): void {
  const secrets = webhookSecretsOf(given)
  for (const { id, console, secret } of [
    { id: 'persona', console: 'Persona’s dashboard (Webhooks)', secret: 'PERSONA_WEBHOOK_SECRET' },
    {
      id: 'deepidv',
      console: 'deepidv’s Admin Console (Integrations, Webhooks)',
      secret: 'DEEPIDV_WEBHOOK_SECRET',
    },
  ] as const) {
    if (!providers.includes(id)) continue
    const url = new URL(`/hooks/${id}`, address)
    if (secrets[id] === undefined)
      print(
        `Webhooks: to see changes at once, create one for ${url} in ${console}, then ${secret}=… npm run deploy.`,
      )
    else print(`Webhooks: ${console} must send to ${url}; the admin page counts what comes.`)
  }
  if (providers.length > 0) print('Which events, and how to change a secret: docs/operations.md, Webhooks.')
}
