/** Complete settings from the command line, the stored settings, and the admin's answers, in this order. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import * as v from 'valibot'
import {
  type Address,
  done,
  HostSchema,
  JURISDICTION_CHOICES,
  JurisdictionSchema,
  type Outcome,
  RouteSchema,
  refuse,
  type Settings,
  SettingsSchema,
} from './settings.ts'

export interface DeployFlags {
  name?: string | undefined
  account?: string | undefined
  domain?: string | undefined
  route?: string | undefined
  workersDev?: boolean | undefined
  environment?: string | undefined
  jurisdiction?: string | undefined
  /** `NAME=VALUE` each. */
  variables: readonly string[]
}

export interface Choosing {
  flags: DeployFlags
  stored: Settings | null
  /** `null`: no terminal to ask at. */
  request: Ask | null
  extensionOrigin: string
}

const DEFAULT_NAME = 'inquiry-lens-relay'

export async function chooseSettings({
  flags,
  stored,
  request,
  extensionOrigin,
}: Choosing): Promise<Outcome<Settings>> {
  const address = await chooseAddress(flags, stored, request)
  if (!address.ok) return address
  const jurisdiction = await chooseJurisdiction(flags, stored, request)
  if (!jurisdiction.ok) return jurisdiction
  const given = readVariables(flags)
  if (!given.ok) return given
  const variables: Record<string, string> = { ...stored?.variables, ...given.value }
  for (const [name, value] of Object.entries(given.value)) if (value === '') delete variables[name]

  if (!variables.ENVIRONMENT) {
    if (!request) return refuse('The deployment has no name.', 'Give one: --environment production.')
    variables.ENVIRONMENT = await request.text('What do you call this deployment?', 'production')
  }
  if (!variables.ALLOWED_ORIGINS) {
    variables.ALLOWED_ORIGINS = request
      ? await request.text('The extension’s origin (chrome://extensions shows its ID)', extensionOrigin)
      : extensionOrigin
  }
  const account = flags.account ?? stored?.account
  const settings = v.safeParse(SettingsSchema, {
    name: flags.name ?? stored?.name ?? DEFAULT_NAME,
    ...(account !== undefined && { account }),
    address: address.value,
    jurisdiction: jurisdiction.value,
    variables,
  })
  if (settings.success) return done(settings.output)
  const wrong = settings.issues.map((issue) => `${v.getDotPath(issue) ?? 'A setting'} ${issue.message}`)
  return refuse(`${wrong.join('; ')}.`, 'Correct it and run the command again.')
}

async function chooseAddress(
  { domain, route, workersDev }: DeployFlags,
  stored: Settings | null,
  request: Ask | null,
): Promise<Outcome<Address>> {
  const given = [domain !== undefined, route !== undefined, workersDev === true].filter(Boolean).length
  if (given > 1) {
    return refuse(
      'A relay has one address, and more than one was given.',
      'Give --domain, --route or --workers-dev, one of them.',
    )
  }
  if (domain !== undefined) return readHost(domain)
  if (route !== undefined) return readRoute(route)
  if (workersDev) return done({ workersDev: true })
  if (stored) return done(stored.address)
  if (!request) {
    return refuse(
      'No address for the relay was given.',
      'Give --domain lens.example.com (Cloudflare makes its DNS record and certificate), --route lens.example.com/* (a host that has a proxied record already), or --workers-dev.',
    )
  }
  const kind = await request.choice('At which address should the relay answer?', [
    ['domain', 'a name of yours in a zone at Cloudflare; its DNS record and certificate are made'],
    ['route', 'a name of yours that has a proxied DNS record there already'],
    ['workers.dev', 'a name that Cloudflare gives; for a trial'],
  ])
  if (kind === 'workers.dev') return done({ workersDev: true })
  const host = await request.text('Its name, such as lens.example.com')
  return kind === 'domain' ? readHost(host) : readRoute(`${host}/*`)
}

function readHost(text: string): Outcome<Address> {
  const domain = v.safeParse(HostSchema, text)
  return domain.success
    ? done({ domain: domain.output })
    : refuse(
        `“${text}” ${domain.issues[0].message}.`,
        'Give a name that lies in a zone of your Cloudflare account.',
      )
}

function readRoute(text: string): Outcome<Address> {
  const route = v.safeParse(RouteSchema, text)
  return route.success
    ? done({ route: route.output })
    : refuse(
        `“${text}” ${route.issues[0].message}.`,
        'Give a host that lies in a zone of your Cloudflare account.',
      )
}

async function chooseJurisdiction(
  { jurisdiction: given }: DeployFlags,
  stored: Settings | null,
  request: Ask | null,
): Promise<Outcome<Settings['jurisdiction']>> {
  const fixed = stored?.jurisdiction
  if (given !== undefined && fixed !== undefined && given !== fixed) {
    return refuse(
      `The jurisdiction is ${fixed}, and cannot become ${given}: agents and audit log would stay behind.`,
      'Leave --jurisdiction out. To start again elsewhere, deploy under another --name, with settings of its own (--settings).',
    )
  }
  if (fixed !== undefined) return done(fixed)
  if (given === undefined && !request) {
    return refuse(
      'No jurisdiction for the data was given, and it can’t be changed later.',
      `Give --jurisdiction ${JURISDICTION_CHOICES.join(', ')}. “none” means: near the first request.`,
    )
  }
  const answer =
    given ??
    (await request?.choice('Where should the data be stored? This can’t be changed later.', [
      ['eu', 'in the European Union'],
      ['us', 'in the United States'],
      ['fedramp', 'in data centres with FedRAMP authorisation'],
      ['none', 'near the first request'],
    ]))
  const chosen = v.safeParse(JurisdictionSchema, answer)
  return chosen.success
    ? done(chosen.output)
    : refuse(`The jurisdiction “${answer}” ${chosen.issues[0].message}.`, 'Choose one of these.')
}

function readVariables({ variables, environment }: DeployFlags): Outcome<Record<string, string>> {
  const read: Record<string, string> = {}
  for (const assignment of variables) {
    const at = assignment.indexOf('=')
    if (at < 1) return refuse(`“${assignment}” sets nothing.`, 'Write --var NAME=VALUE.')
    read[assignment.slice(0, at)] = assignment.slice(at + 1)
  }
  if (environment !== undefined) read.ENVIRONMENT = environment
  return done(read)
}

export interface Ask {
  /** An empty answer means the default; without a default, the question is repeated. */
  text(question: string, byDefault?: string): Promise<string>
  choice(
    question: string,
    options: readonly (readonly [word: string, explanation: string])[],
  ): Promise<string>
  /** Does not show what is typed. `''`: nothing. */
  secret(question: string): Promise<string>
}

export function createAsk({
  input,
  output,
}: {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}): Ask {
  async function put(question: string, shown: boolean): Promise<string> {
    let isShown = true
    const muted = new Writable({
      write(chunk, _encoding, written) {
        if (isShown) output.write(chunk)
        written()
      },
    })
    const lines = createInterface({ input, output: muted, terminal: true })
    try {
      const answer = lines.question(question)
      isShown = shown
      return (await answer).trim()
    } finally {
      lines.close()
      if (!shown) output.write('\n')
    }
  }

  return {
    async text(question, byDefault) {
      for (;;) {
        const answer = await put(`${question}${byDefault === undefined ? '' : ` [${byDefault}]`}: `, true)
        if (answer !== '') return answer
        if (byDefault !== undefined) return byDefault
      }
    },
    async choice(question, options) {
      output.write(`${question}\n`)
      for (const [word, explanation] of options) output.write(`  ${word.padEnd(12)} ${explanation}\n`)
      for (;;) {
        const answer = await put('> ', true)
        if (options.some(([word]) => word === answer)) return answer
      }
    },
    secret: (question) => put(`${question}: `, false),
  }
}
