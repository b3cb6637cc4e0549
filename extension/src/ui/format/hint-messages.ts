/** What may be worth a look, in plain words: what it is, what it rests on, and what else may be why. */

import type { Hint, Session } from '@inquiry-lens/shared/domain/model.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { describeDevice } from './device.ts'
import { nameCountry } from './labels.ts'
import { perLocale } from './locale.ts'
import { formatLeft } from './spans.ts'
import { formatInstant } from './time.ts'

export interface HintMessage {
  /** Without a full stop. */
  title: string
  basis: string
  /** What is likelier than anything grave, where something is. */
  reason?: string
}

type HintSession = Hint['sessions'][number]

interface HintContext {
  hint: Hint
  /** Those of the case, for what a signal does not say itself. */
  sessions: readonly Session[]
  now: number
}

const MINUTE = 60_000

const ROUTES: Readonly<Record<string, string>> = {
  tor: 'Tor',
  vpn: 'a VPN',
  proxy: 'a proxy',
  datacenter: 'a datacenter',
}

/** Of a list, more than anyone compares. */
const MAX_TIMES = 3

type DescribeHint = (context: HintContext) => HintMessage | undefined

const KINDS: Readonly<Record<string, DescribeHint>> = {
  countries({ hint: { sessions: shown }, sessions, now }) {
    const [first, second] = shown
    const span = spanOf(timesOf(shown))
    if (!first || !second || span === undefined) return undefined
    const reason = formatRoutes(first, second) ?? formatRoaming(shown, sessions)
    return {
      title: `Two countries within ${span}`,
      basis: formatSequence(shown, ({ country }) => nameCountry(country) ?? 'Unknown country', now),
      ...(reason && { reason }),
    }
  },

  network({ hint: { sessions: shown }, sessions, now }) {
    const routes = Object.keys(ROUTES).filter((route) => shown.some(({ via }) => via.includes(route)))
    if (routes.length === 0) return undefined
    const count = sessions.length > 1 ? `${shown.length} of ${sessions.length} sessions: ` : ''
    return {
      title: `Came through ${joinWords(routes.map(nameRoute))}`,
      basis: `${count}${formatTimes(timesOf(shown), shown.length, now)}`,
    }
  },

  location({ hint: { sessions: shown }, sessions, now }) {
    const [first] = shown
    const gps = nameCountry({ code: first?.gpsCountry ?? null, name: null })
    const country = first && nameCountry(first.country)
    if (!first || !gps || !country) return undefined
    const reason = formatRoutes(first, first) ?? formatRoaming(shown, sessions)
    return {
      title: `By GPS in ${gps}, by network in ${country}`,
      basis: formatTimes(timesOf(shown), shown.length, now),
      ...(reason && { reason }),
    }
  },

  attempts: ({ hint: { sessions }, now }) =>
    describeStretch(`${sessions.length} sessions`, timesOf(sessions), now),
  failures: ({ hint: { times = [] }, now }) =>
    describeStretch(`${times.length} checks failed`, instantsOf(times), now),

  device: ({ hint: { sessions: shown }, sessions, now }) => ({
    title: 'Another device, without a hand-off',
    basis: formatSequence(
      shown,
      ({ id }) => {
        const session = sessions.find((one) => one.id === id)
        return session ? describeDevice(session.device) : 'Unknown device'
      },
      now,
    ),
    reason: 'Opening the link again somewhere else does that.',
  }),
}

/** `undefined` for an unknown kind: a later relay may send more. */
export const describeHint: DescribeHint = (context) => own(KINDS, context.hint.kind)?.(context)

const nameRoute = (route: string): string => ROUTES[route] ?? route

function formatRoutes(first: HintSession, second: HintSession): string | undefined {
  const routes = Object.keys(ROUTES).filter(
    (route) => first.via.includes(route) || second.via.includes(route),
  )
  const [route] = routes
  if (route === undefined) return undefined
  const name = nameRoute(route)
  const [isFirst, isSecond] = [first.via.includes(route), second.via.includes(route)]
  if (first === second) return `${name.charAt(0).toUpperCase()}${name.slice(1)} may be why.`
  const where = isFirst && isSecond ? 'both sessions' : `the ${isFirst ? 'first' : 'second'} session`
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} on ${where} may be why.`
}

/** Where an address is of a mobile network, it is of the country of the contract. */
function formatRoaming(shown: readonly HintSession[], sessions: readonly Session[]): string | undefined {
  const isMobile = sessions.some(
    ({ id, network }) =>
      /^(mobile|cellular)$/i.test(network.connectionType ?? '') && shown.some((one) => one.id === id),
  )
  return isMobile ? 'A phone abroad may show the country of its contract.' : undefined
}

/** `Germany 14:03, then Brazil 14:28`. */
function formatSequence(
  shown: readonly HintSession[],
  name: (one: HintSession) => string,
  now: number,
): string {
  let day = now
  return shown
    .map((one) => {
      const instant = parseInstant(one.at)
      const time = instant === undefined ? '' : ` ${formatInstant(instant, day)}`
      day = instant ?? day
      return `${name(one)}${time}`
    })
    .join(', then ')
}

/** `14:03, 14:28, 14:40 and 2 more`; of another day than the one before, with the day. */
function formatTimes(instants: readonly number[], count: number, now: number): string {
  const shown = instants
    .slice(0, MAX_TIMES)
    .map((instant, index) => formatInstant(instant, instants[index - 1] ?? now))
  const rest = count - shown.length
  if (shown.length === 0) return 'at an unknown time'
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : joinWords(shown)
}

function describeStretch(what: string, instants: readonly number[], now: number): HintMessage | undefined {
  const [first, last, span] = [instants[0], instants.at(-1), spanOf(instants)]
  if (first === undefined || last === undefined || span === undefined) return undefined
  return {
    title: `${what} within ${span}`,
    basis: `${formatInstant(first, now)} to ${formatInstant(last, first)}`,
  }
}

const instantsOf = (times: readonly (string | null)[]): number[] =>
  times.flatMap((time) => parseInstant(time) ?? []).sort((one, other) => one - other)

const timesOf = (shown: readonly HintSession[]): number[] => instantsOf(shown.map(({ at }) => at))

/** In whole minutes, the one that has begun included, so that it was within them. */
function spanOf(instants: readonly number[]): string | undefined {
  const [first, last] = [instants[0], instants.at(-1)]
  if (first === undefined || last === undefined) return undefined
  return formatLeft(Math.max(1, Math.ceil((last - first) / MINUTE)) * MINUTE)
}

const listFormat = perLocale((locale) => new Intl.ListFormat(locale))
const joinWords = (words: readonly string[]): string => listFormat().format(words)
