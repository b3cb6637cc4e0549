/**
 * Cached rows carry a fingerprint of the settings they were projected by. Where it differs at the gateway's start, they are
 * deleted, so that a setting that closes something reaches the cache.
 */
import { hash } from 'node:crypto'
import { FIELDS } from '@inquiry-lens/shared/domain/fields.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Configuration } from '../../config/bindings.ts'
import type { ProviderConfiguration } from '../../config/providers.ts'
import { clearEventStore } from '../events/event-cache.ts'
import { clearDiskCache, type KeyValueStore, openKeyValueStore } from './cache.ts'

/**
 * Raise one when the projections' own code lets other values through: rows cached before it are fetched again. A test
 * notices when that code changes. Raising `events` loses the events that the provider has deleted.
 */
export const PROJECTION_VERSIONS = { events: 1, answers: 2 } as const

const KEY = 'projection'

interface Fingerprints {
  provider: ProviderId
  answers: string
  /** Separate: the provider deletes events that are kept here for longer, so they go for no other reason. */
  events: string
}

function fingerprint(
  { openFamilies, shownNames }: Configuration,
  { id, idPattern }: ProviderConfiguration,
): Fingerprints {
  const ofEvents = [PROJECTION_VERSIONS.events, [...openFamilies].sort(), FIELDS['persona.event']]
  return {
    provider: id,
    answers: digestOf([PROJECTION_VERSIONS.answers, ofEvents, idPattern?.source, shownNames, FIELDS]),
    events: digestOf(ofEvents),
  }
}

const digestOf = (value: unknown): string => hash('sha256', JSON.stringify(value), 'base64url')

const readPart = (stored: unknown, part: keyof Fingerprints): unknown =>
  typeof stored === 'object' && stored !== null ? Reflect.get(stored, part) : undefined

/** The provider whose rows are cached. Where the relay has none of that ID any more, deletes them and returns `undefined`. */
export function findCachedProvider(
  sql: SqlStorage,
  providers: readonly ProviderConfiguration[],
): ProviderId | undefined {
  const id = readPart(openKeyValueStore(sql).read(KEY), 'provider')
  const provider = providers.find((one) => one.id === id)
  if (!provider) {
    clearDiskCache(sql)
    clearEventStore(sql)
  }
  return provider?.id
}

export function dropOutdated(
  sql: SqlStorage,
  keyValueStore: KeyValueStore,
  configuration: Configuration,
  provider: ProviderConfiguration,
): void {
  const current = fingerprint(configuration, provider)
  const stored: unknown = keyValueStore.read(KEY)
  const isCurrent = (part: keyof Fingerprints) => readPart(stored, part) === current[part]
  if (isCurrent('answers') && isCurrent('events')) return
  if (!isCurrent('answers')) clearDiskCache(sql)
  if (!isCurrent('events')) clearEventStore(sql)
  keyValueStore.write(KEY, current)
}
