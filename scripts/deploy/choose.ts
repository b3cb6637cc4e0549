/** From what the command line says, what was settled before, and what the admin answers, to settings without a gap. */
import * as v from 'valibot'
import type { Ask } from './ask.ts'
import { done, type Outcome, refuse } from './outcome.ts'
import {
  type Address,
  HostSchema,
  hostOf,
  PLACES,
  PlaceSchema,
  RouteSchema,
  type Settings,
  SettingsSchema,
} from './settings.ts'

/** As the command line has them. */
export interface Wishes {
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
  wishes: Wishes
  stored: Settings | null
  /** `null`: there is nobody to ask. */
  request: Ask | null
  /** The extension's usual origin. */
  extensionOrigin: string
}

const DEFAULT_NAME = 'inquiry-lens-relay'

export async function chooseSettings({
  wishes,
  stored,
  request,
  extensionOrigin,
}: Choosing): Promise<Outcome<Settings>> {
  const address = await chooseAddress(wishes, stored, request)
  if (!address.ok) return address
  const jurisdiction = await chooseJurisdiction(wishes, stored, request)
  if (!jurisdiction.ok) return jurisdiction
  const said = readVariables(wishes)
  if (!said.ok) return said
  const variables: Record<string, string> = { ...stored?.variables, ...said.value }
  for (const [name, value] of Object.entries(said.value)) if (value === '') delete variables[name]

  if (!variables.ENVIRONMENT) {
    if (!request)
      return refuse('The deployment has no name.', 'Say what you call it: --environment production.')
    variables.ENVIRONMENT = await request.text('What do you call this deployment?', 'production')
  }
  if (!variables.ALLOWED_ORIGINS) {
    variables.ALLOWED_ORIGINS = request
      ? await request.text('The extension’s origin (chrome://extensions shows its ID)', extensionOrigin)
      : extensionOrigin
  }
  const account = wishes.account ?? stored?.account
  const settings = v.safeParse(SettingsSchema, {
    name: wishes.name ?? stored?.name ?? DEFAULT_NAME,
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
  { domain, route, workersDev }: Wishes,
  stored: Settings | null,
  request: Ask | null,
): Promise<Outcome<Address>> {
  const said = [domain !== undefined, route !== undefined, workersDev === true].filter(Boolean).length
  if (said > 1) {
    return refuse(
      'A relay has one address, and more than one was said.',
      'Give --domain, --route or --workers-dev, one of them.',
    )
  }
  if (domain !== undefined) return readHost(domain)
  if (route !== undefined) return readRoute(route)
  if (workersDev) return done({ workersDev: true })
  if (stored) return done(stored.address)
  if (!request) {
    return refuse(
      'Nobody has said where the relay is to answer.',
      'Give --domain lens.example.com (Cloudflare makes its DNS record and certificate), --route lens.example.com/* (a host that has a proxied record already), or --workers-dev.',
    )
  }
  const kind = await request.choice('Where is the relay to answer?', [
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
  { jurisdiction: said }: Wishes,
  stored: Settings | null,
  request: Ask | null,
): Promise<Outcome<Settings['jurisdiction']>> {
  const fixed = stored?.jurisdiction
  if (said !== undefined && fixed !== undefined && said !== fixed) {
    return refuse(
      `The jurisdiction is ${fixed}, and cannot become ${said}: agents and record would stay behind where they are.`,
      'Leave --jurisdiction out. To begin anew elsewhere, deploy under another --name, with settings of its own (--settings).',
    )
  }
  if (fixed !== undefined) return done(fixed)
  if (said === undefined && !request) {
    return refuse(
      'Nobody has said where the data is to live, and later it cannot be moved.',
      `Give --jurisdiction ${PLACES.join(', ')}. “none” means: near whoever asks first.`,
    )
  }
  const answer =
    said ??
    (await request?.choice('Where is the data to live? This cannot be changed later.', [
      ['eu', 'in the European Union'],
      ['us', 'in the United States'],
      ['fedramp', 'in data centres with FedRAMP authorisation'],
      ['none', 'near whoever asks first'],
    ]))
  const place = v.safeParse(PlaceSchema, answer)
  return place.success
    ? done(place.output)
    : refuse(`The jurisdiction “${answer}” ${place.issues[0].message}.`, 'Choose one of these.')
}

function readVariables({ variables, environment }: Wishes): Outcome<Record<string, string>> {
  const read: Record<string, string> = {}
  for (const assignment of variables) {
    const at = assignment.indexOf('=')
    if (at < 1) return refuse(`“${assignment}” sets nothing.`, 'Write --var NAME=VALUE.')
    read[assignment.slice(0, at)] = assignment.slice(at + 1)
  }
  if (environment !== undefined) read.ENVIRONMENT = environment
  return done(read)
}

/** Where the relay is to be asked, once that is known. */
export const originOf = (address: Address): string | undefined => {
  const host = hostOf(address)
  return host === undefined ? undefined : `https://${host}`
}
