/** Risk hints: what may be worth a look, in plain words, what it rests on, and what else may be why. */
import { sessionsOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { Hint, Session } from '@inquiry-lens/shared/domain/model.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { caseWords } from '../../locales/case.ts'
import { frameWords } from '../../locales/surface.ts'
import type { CaseView } from '../../messages/messages.ts'
import { describeDevice } from '../format/device.ts'
import { nameCountry } from '../format/labels.ts'
import { formatLeft } from '../format/spans.ts'
import { formatInstant, perLocale } from '../format/time.ts'
import { ToneMark } from '../primitives/badge.tsx'
import { Section } from '../primitives/section.tsx'
import { useSurface } from '../primitives/surface-context.ts'

interface HintMessage {
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

const ROUTES = ['tor', 'vpn', 'proxy', 'datacenter'] as const

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
      title: caseWords.hints.twoCountries(span),
      basis: formatSequence(shown, ({ country }) => nameCountry(country) ?? caseWords.unknownCountry, now),
      ...(reason && { reason }),
    }
  },

  network({ hint: { sessions: shown }, sessions, now }) {
    const routes = ROUTES.filter((route) => shown.some(({ via }) => via.includes(route)))
    if (routes.length === 0) return undefined
    const when = formatTimes(timesOf(shown), shown.length, now)
    return {
      title: caseWords.hints.cameThrough(joinWords(routes.map((route) => caseWords.hints.routes[route]))),
      basis: sessions.length > 1 ? caseWords.hints.ofSessions(shown.length, sessions.length, when) : when,
    }
  },

  location({ hint: { sessions: shown }, sessions, now }) {
    const [first] = shown
    const gps = nameCountry({ code: first?.gpsCountry ?? null, name: null })
    const country = first && nameCountry(first.country)
    if (!first || !gps || !country) return undefined
    const reason = formatRoutes(first, first) ?? formatRoaming(shown, sessions)
    return {
      title: caseWords.hints.gpsAndNetwork(gps, country),
      basis: formatTimes(timesOf(shown), shown.length, now),
      ...(reason && { reason }),
    }
  },

  attempts: ({ hint: { sessions }, now }) =>
    describeStretch((span) => caseWords.hints.sessions(sessions.length, span), timesOf(sessions), now),
  failures: ({ hint: { times = [] }, now }) =>
    describeStretch((span) => caseWords.hints.checksFailed(times.length, span), instantsOf(times), now),

  device: ({ hint: { sessions: shown }, sessions, now }) => ({
    title: caseWords.hints.otherDevice,
    basis: formatSequence(
      shown,
      ({ id }) => {
        const session = sessions.find((one) => one.id === id)
        return session ? describeDevice(session.device) : frameWords.device.unknown
      },
      now,
    ),
    reason: caseWords.hints.otherDeviceReason,
  }),
}

/** `undefined` for an unknown kind: a later relay may send more. */
export const describeHint: DescribeHint = (context) => own(KINDS, context.hint.kind)?.(context)

function formatRoutes(first: HintSession, second: HintSession): string | undefined {
  const words = caseWords.hints
  const route = ROUTES.find((one) => first.via.includes(one) || second.via.includes(one))
  if (route === undefined) return undefined
  const name = words.routes[route]
  if (first === second) return words.routeReason(name)
  const [isFirst, isSecond] = [first.via.includes(route), second.via.includes(route)]
  if (isFirst && isSecond) return words.routeReasonOfBoth(name)
  return isFirst ? words.routeReasonOfFirst(name) : words.routeReasonOfSecond(name)
}

/** Where an address is of a mobile network, it is of the country of the contract. */
function formatRoaming(shown: readonly HintSession[], sessions: readonly Session[]): string | undefined {
  const isMobile = sessions.some(
    ({ id, network }) =>
      /^(mobile|cellular)$/i.test(network.connectionType ?? '') && shown.some((one) => one.id === id),
  )
  return isMobile ? caseWords.hints.roaming : undefined
}

/** `Germany 14:03, then Brazil 14:28`. */
function formatSequence(
  shown: readonly HintSession[],
  name: (one: HintSession) => string,
  now: number,
): string {
  let day = now
  const places = shown.map((one) => {
    const instant = parseInstant(one.at)
    if (instant === undefined) return name(one)
    const time = formatInstant(instant, day)
    day = instant
    return caseWords.hints.placeAt(name(one), time)
  })
  return caseWords.hints.sequence(places)
}

/** `14:03, 14:28, 14:40 and 2 more`; of another day than the one before, with the day. */
function formatTimes(instants: readonly number[], count: number, now: number): string {
  const shown = instants
    .slice(0, MAX_TIMES)
    .map((instant, index) => formatInstant(instant, instants[index - 1] ?? now))
  const rest = count - shown.length
  if (shown.length === 0) return caseWords.hints.unknownTime
  return rest > 0 ? caseWords.hints.timesAndMore(shown, rest) : joinWords(shown)
}

function describeStretch(
  entitle: (span: string) => string,
  instants: readonly number[],
  now: number,
): HintMessage | undefined {
  const [first, last, span] = [instants[0], instants.at(-1), spanOf(instants)]
  if (first === undefined || last === undefined || span === undefined) return undefined
  return {
    title: entitle(span),
    basis: caseWords.hints.fromTo(formatInstant(first, now), formatInstant(last, first)),
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

/** Risk hints, each with its basis. Draws nothing without hints. */
export function Hints({ view }: { view: CaseView }) {
  const all = useHintMessages(view)
  if (all.length === 0) return null
  return (
    <Section id="case-signals" level="h3" class="case-part" title={caseWords.hints.title}>
      <HintList messages={all} />
      <p class="hints-note">{caseWords.hints.note}</p>
    </Section>
  )
}

/** The first hint, for the card. */
export function BriefHints({ view }: { view: CaseView }) {
  const [first, ...others] = useHintMessages(view)
  if (!first) return null
  return (
    <section aria-label={caseWords.hints.title}>
      <HintList messages={[first]} />
      {others.length > 0 && <p class="hints-note">{caseWords.hints.more(others.length)}</p>}
    </section>
  )
}

function HintList({ messages }: { messages: readonly HintMessage[] }) {
  return (
    <ul class="hints">
      {messages.map(({ title, basis, reason }) => (
        <li key={title + basis}>
          <ToneMark tone="attention" />
          <p>
            <b>{title}</b>
            <span>{reason === undefined ? basis : caseWords.hints.withReason(basis, reason)}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

function useHintMessages(view: CaseView): HintMessage[] {
  const { now } = useSurface()
  const sessions = sessionsOf(view)
  return (view.hints ?? []).flatMap((hint) => describeHint({ hint, sessions, now: now.value }) ?? [])
}
