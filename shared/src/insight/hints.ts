/**
 * Risk hints from basic fields alone, each with its sessions. A hint is no verdict, and hints add up to no score. A
 * missing value never counts as a yes. Pure.
 */

import { sessionsOf } from '../domain/case-file.ts'
import { openingOf } from '../domain/case-state.ts'
import type { CaseFile, Hint, ProviderEvent, Session } from '../domain/model.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Travel between two of these parts takes more than two hours. Countries that are near several parts are in none:
 * Türkiye, Iceland, Egypt.
 */
const PARTS = [
  'AD AL AT BA BE BG BY CH CZ DE DK EE ES FI FR GB GG GI GR HR HU IE IM IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM UA VA XK',
  'AG AR AW BB BO BR BS BZ CA CL CO CR CU CW DM DO EC GD GF GT GY HN HT JM KN KY LC MX NI PA PE PR PY SR SV TT US UY VC VE',
  'AO BF BI BJ BW CD CF CG CI CM GA GH GN GQ KE LR LS MG ML MU MW MZ NA NE NG RW SL SZ TD TG TZ UG ZA ZM ZW',
  'AU BD BN BT CN HK ID IN JP KH KR LA LK MM MO MV MY NP NZ PH PK SG TH TW VN',
]
const FAR_WITHIN = 2 * HOUR
/** Elsewhere: a border may be a street, and a flight such as Vienna–Zagreb takes 50 minutes. */
const NEAR_WITHIN = 30 * MINUTE

/** Address databases use these for an unknown country. */
const NO_COUNTRY = /^(A[12P]|EU|O1|T1|XX|ZZ)$/

const ROUTES = ['tor', 'vpn', 'proxy', 'datacenter'] as const

/** Within an hour; any camera takes a few attempts. */
const MANY_ATTEMPTS = 4
const FAILED: ReadonlySet<string> = new Set(['verification.failed', 'verification.requires-retry'])

interface Timed<TItem> {
  item: TItem
  at: number
}

/** In order of importance, independent of the input's order. */
export function deriveHints(all: readonly Session[], events: readonly ProviderEvent[] = []): Hint[] {
  const sessions = all.filter((session) => openingOf(session, events) !== undefined)
  const known = sortByTime(sessions, timeOf)
  return [
    ...findCountries(known),
    ...findRoutes(sessions),
    ...findLocations(sessions),
    ...findAttempts(known),
    ...findFailures(events, known),
    ...findDevices(known),
  ]
}

export function hintsOf(file: CaseFile): Hint[] {
  if (file.about === 'inquiry')
    return file.inquiry.redactedAt === null ? deriveHints(file.sessions, file.events) : []
  const { id } = file.session
  // Hints that concern only the customer's other sessions stay there.
  return deriveHints(sessionsOf(file)).filter(({ sessions }) => sessions.some((one) => one.id === id))
}

/** One per pair of countries: where they were closest in time. */
function findCountries(known: readonly Timed<Session>[]): Hint[] {
  const closest = new Map<string, { gap: number; pair: Session[] }>()
  const located = known.filter(({ item }) => countryOf(item))
  for (const [index, { item, at }] of located.entries()) {
    const before = located[index - 1]
    if (!before || !isElsewhere(before.item, item)) continue
    const gap = at - before.at
    if (gap >= (isFar(before.item, item) ? FAR_WITHIN : NEAR_WITHIN)) continue
    const pair = [before.item, item]
    const key = pair.map(countryOf).sort().join()
    if (gap < (closest.get(key)?.gap ?? Number.POSITIVE_INFINITY)) closest.set(key, { gap, pair })
  }
  return [...closest.values()].map(({ pair }) => createHint('countries', pair))
}

function findRoutes(sessions: readonly Session[]): Hint[] {
  const found = sessions.filter((session) => routesOf(session).length > 0)
  return found.length > 0 ? [createHint('network', found)] : []
}

/** One per pair of countries. A phone that roams has both, too. */
function findLocations(sessions: readonly Session[]): Hint[] {
  const found = sessions.filter(({ network: { gpsCountry, country } }) =>
    [gpsCountry, country.code].every((code) => code && !NO_COUNTRY.test(code))
      ? gpsCountry !== country.code
      : false,
  )
  const pairs = Map.groupBy(found, ({ network }) => `${network.gpsCountry} ${network.country.code}`)
  return [...pairs.values()].map((pair) => {
    const { kind, sessions: shown } = createHint('location', pair)
    const gpsCountry = pair[0]?.network.gpsCountry
    return { kind, sessions: shown.map((session) => ({ ...session, gpsCountry })) }
  })
}

/** A hand-off begins a session of its own, which is no attempt. */
function findAttempts(known: readonly Timed<Session>[]): Hint[] {
  const found = findDensest(known.filter(({ item }) => item.device.handoff === null))
  return found.length > 0 ? [createHint('attempts', itemsOf(found))] : []
}

function findFailures(events: readonly ProviderEvent[], known: readonly Timed<Session>[]): Hint[] {
  const failed = events.filter(({ name }) => FAILED.has(name))
  const found = findDensest(sortByTime(failed, ({ createdAt }) => createdAt))
  if (found.length === 0) return []
  const during = found.flatMap(({ at }) => known.findLast((one) => one.at <= at)?.item ?? [])
  const times = itemsOf(found).flatMap(({ createdAt }) => createdAt ?? [])
  return [{ ...createHint('failures', [...new Set(during)]), times }]
}

/** A new kind or system within a day, other than by the provider’s own hand-off. */
function findDevices(known: readonly Timed<Session>[]): Hint[] {
  const found: Hint[] = []
  const described = known.filter(({ item: { device } }) => device.type !== null || device.os.name !== null)
  for (const [index, { item, at }] of described.entries()) {
    const before = described[index - 1]
    if (!before || item.device.handoff !== null || at - before.at > DAY) continue
    if (described.slice(0, index).every((one) => isOtherDevice(one.item, item)))
      found.push(createHint('device', [before.item, item]))
  }
  return found
}

const createHint = (kind: string, sessions: readonly Session[]): Hint => ({
  kind,
  sessions: sessions
    .map((session) => ({
      id: session.id,
      at: timeOf(session),
      country: session.network.country,
      via: routesOf(session),
    }))
    .sort((one, other) => compare(one.at ?? '', other.at ?? '') || compare(one.id, other.id)),
})

/** The visit; a session without an inquiry may be older. */
const timeOf = ({ startedAt, createdAt, flow }: Session): string | null =>
  flow ? (flow.submittedAt ?? flow.openedAt) : (startedAt ?? createdAt)

const routesOf = ({ network }: Session): string[] => ROUTES.filter((route) => network[route] === true)

const countryOf = ({ network: { country } }: Session): string =>
  country.code === null
    ? (country.name?.toLowerCase() ?? '')
    : NO_COUNTRY.test(country.code)
      ? ''
      : country.code

/** A country's code and another's name can't be compared. */
const isElsewhere = (one: Session, other: Session): boolean =>
  (one.network.country.code === null) === (other.network.country.code === null) &&
  countryOf(one) !== countryOf(other)

function isFar(one: Session, other: Session): boolean {
  const [part, otherPart] = [partOf(countryOf(one)), partOf(countryOf(other))]
  return part !== undefined && otherPart !== undefined && part !== otherPart
}

const partOf = (code: string): string | undefined => PARTS.find((part) => part.split(' ').includes(code))

const isOtherDevice = ({ device: one }: Session, { device: other }: Session): boolean =>
  differ(one.type, other.type) || differ(one.os.name, other.os.name)

const differ = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one !== other

/** The first of the hours with the most items, if they are many. */
function findDensest<TItem>(items: readonly Timed<TItem>[]): Timed<TItem>[] {
  let densest: Timed<TItem>[] = []
  for (const { at } of items) {
    const within = items.filter((one) => one.at >= at && one.at - at < HOUR)
    if (within.length > densest.length) densest = within
  }
  return densest.length < MANY_ATTEMPTS ? [] : densest
}

const itemsOf = <TItem>(timed: readonly Timed<TItem>[]): TItem[] => timed.map(({ item }) => item)

const sortByTime = <TItem extends { id: string }>(
  items: readonly TItem[],
  read: (item: TItem) => string | null,
): Timed<TItem>[] =>
  items
    .map((item) => ({ item, at: Date.parse(read(item) ?? '') }))
    .filter(({ at }) => !Number.isNaN(at))
    .sort((one, other) => one.at - other.at || compare(one.item.id, other.item.id))

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
