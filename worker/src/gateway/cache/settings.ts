/**
 * Rows are held as they were projected. What decides a projection is kept beside them as a fingerprint, and where it
 * differs at the gate's start, they go: a setting that closes something reaches what is held.
 */
import { createHash } from 'node:crypto'
import { FIELDS } from '@inquiry-lens/shared/domain/fields.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Configuration } from '../../config/bindings.ts'
import type { ProviderConfiguration } from '../../config/providers.ts'
import { clearEventStore } from '../events/event-store.ts'
import { clearDiskCache } from './disk-cache.ts'
import { type KeyValueStore, openKeyValueStore } from './key-value-store.ts'

/**
 * To be raised with a change of what the projections' own code lets through: what was held before it is then asked for
 * again. A test knows when that code changes. Raising `events` loses those that the provider has deleted.
 */
export const PROJECTION_VERSIONS = { events: 1, answers: 1 } as const

const NOTE = 'projected-by'

interface Fingerprints {
  provider: ProviderId
  answers: string
  /** Apart, since the provider deletes events that are kept here for longer: they go for no other reason. */
  events: string
}

function fingerprint(
  { openFamilies, shownNames }: Configuration,
  { id, idPattern }: ProviderConfiguration,
): Fingerprints {
  const ofEvents = [PROJECTION_VERSIONS.events, [...openFamilies].sort(), FIELDS['persona.event']]
  return {
    provider: id,
    answers: hash([PROJECTION_VERSIONS.answers, ofEvents, idPattern?.source, shownNames, FIELDS]),
    events: hash(ofEvents),
  }
}

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url')

const readPart = (kept: unknown, part: keyof Fingerprints): unknown =>
  typeof kept === 'object' && kept !== null ? Reflect.get(kept, part) : undefined

/** Whose rows are held. `undefined`: of no provider that the relay still has; then all of them go. */
export function findHeldProvider(
  sql: SqlStorage,
  providers: readonly ProviderConfiguration[],
): ProviderId | undefined {
  const kept = readPart(openKeyValueStore(sql).read(NOTE), 'provider')
  const provider = providers.find(({ id }) => id === kept)
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
  const kept: unknown = keyValueStore.read(NOTE)
  const isKept = (part: keyof Fingerprints) => readPart(kept, part) === current[part]
  if (isKept('answers') && isKept('events')) return
  if (!isKept('answers')) clearDiskCache(sql)
  if (!isKept('events')) clearEventStore(sql)
  keyValueStore.write(NOTE, current)
}
