/** Settings that decide what agents see reach the cache at the gateway’s next start. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { EventsPageSchema, InquiriesPageSchema, LookupsSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { CaseFileSchema, ProviderEventSchema } from '@inquiry-lens/shared/domain/model.ts'
import { REFERENCE_FORM } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, inject, it } from 'vitest'
import { advanceClock, countAll, personaGateway } from '../../../testing/gateway.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { ProviderGateway } from '../provider-gateway.ts'
import type { Query } from '../query.ts'
import { PROJECTION_VERSIONS } from './settings.ts'

const withSettings = <TResult>(settings: object, run: (gateway: ProviderGateway) => Promise<TResult>) =>
  runInDurableObject(personaGateway(), (_, state) => run(new ProviderGateway(state, { ...env, ...settings })))

const OPEN = { OPEN_EVENT_FAMILIES: 'transaction' }
const CLOSED = { OPEN_EVENT_FAMILIES: '' }

async function read<TSchema extends v.GenericSchema>(
  gateway: ProviderGateway,
  schema: TSchema,
  query: Query,
  forced = false,
): Promise<v.InferOutput<TSchema>> {
  const answer = await gateway.answer(query, forced, 'ada')
  if (!answer.ok) throw new Error(answer.problem.code)
  return v.parse(schema, JSON.parse(answer.body))
}

const newest = { kind: 'events', provider: 'persona', filter: {}, limit: 100 } as const

function open() {
  const relay = openRelay({ rows: 300 })
  const { control } = relay.providers
  const deep = control.emit({ event: { name: 'transaction.labeled' } }).event ?? ''
  for (let row = 0; row < 110; row++) control.emit({ event: { name: 'account.created' } })
  const recent = control.emit({ event: { name: 'transaction.created' } }).event ?? ''
  return { relay, deep, recent }
}

async function listPages(gateway: ProviderGateway) {
  const first = await read(gateway, EventsPageSchema, newest)
  const second = await read(gateway, EventsPageSchema, { ...newest, cursor: first.next ?? '' })
  return JSON.stringify([first, second])
}

async function listSettled(gateway: ProviderGateway) {
  await listPages(gateway)
  return listPages(gateway)
}

describe('a family of events', () => {
  it('is gone at once when closed: from lists, deep pages, filters, IDs and look-ups', async () => {
    const { deep, recent } = open()
    await withSettings(OPEN, async (gateway) => {
      const pages = await listPages(gateway)
      expect(pages).toContain(recent)
      expect(pages).toContain(deep)
      for (const id of [deep, recent]) {
        expect(
          (await read(gateway, ProviderEventSchema, { kind: 'event', provider: 'persona', id })).id,
        ).toBe(id)
      }
      const byId = { ...newest, filter: { id: [recent] } }
      expect((await read(gateway, EventsPageSchema, byId)).items).toHaveLength(1)
    })
    advanceClock(1)
    await withSettings(CLOSED, async (gateway) => {
      const pages = await listPages(gateway)
      expect(pages).not.toContain(recent)
      expect(pages).not.toContain(deep)
      const ids = [deep, recent]
      for (const id of ids) {
        const answer = await gateway.answer({ kind: 'event', provider: 'persona', id }, false, 'ada')
        expect(answer.ok ? null : answer.problem.code).toBe('not-found')
      }
      const { items } = await read(gateway, LookupsSchema, { kind: 'lookups', provider: 'persona', ids })
      expect(items.map(({ outcome }) => outcome)).toEqual(['not-found', 'not-found'])
      const byId = { ...newest, filter: { id: [recent] } }
      expect((await read(gateway, EventsPageSchema, byId)).items).toEqual([])
    })
  })

  it('is there with the next answer when opened', async () => {
    const { deep, recent } = open()
    await withSettings(CLOSED, async (gateway) => {
      expect(await listPages(gateway)).not.toContain(recent)
      await gateway.answer({ kind: 'event', provider: 'persona', id: recent }, false, 'ada')
    })
    advanceClock(1)
    await withSettings(OPEN, async (gateway) => {
      const pages = await listPages(gateway)
      expect(pages).toContain(recent)
      expect(pages).toContain(deep)
      await expect(
        read(gateway, ProviderEventSchema, { kind: 'event', provider: 'persona', id: recent }),
      ).resolves.toMatchObject({ id: recent })
    })
  })
})

it('hides references at once when their pattern is removed: in cases, in lists, and while the provider fails', async () => {
  const relay = openRelay()
  const { inquiry = '' } = relay.providers.control.known().persona.sandbox['in-review'] ?? {}
  const ofCase = { kind: 'case', provider: 'persona', id: inquiry } as const
  const inquiries = { kind: 'inquiries', provider: 'persona', filter: {}, limit: 100 } as const
  const referencesOf = async (gateway: ProviderGateway) => {
    const file = await read(gateway, CaseFileSchema, ofCase)
    const { items } = await read(gateway, InquiriesPageSchema, inquiries)
    return [...(file.about === 'inquiry' ? [file.inquiry] : []), ...items].flatMap(
      ({ referenceId }) => referenceId ?? [],
    )
  }
  await withSettings({ REFERENCE_ID_PATTERN: REFERENCE_FORM }, async (gateway) => {
    expect((await referencesOf(gateway)).length).toBeGreaterThan(20)
  })
  advanceClock(1)
  await withSettings({ REFERENCE_ID_PATTERN: '' }, async (gateway) => {
    relay.providers.control.faults([{ fault: '5xx' }])
    for (const query of [ofCase, inquiries])
      expect((await gateway.answer(query, false, 'ada')).ok).toBe(false)
    relay.providers.control.faults([])
    advanceClock(60)
    expect(await referencesOf(gateway)).toEqual([])
  })
})

it('keeps the cache under the same settings', async () => {
  const { relay } = open()
  await withSettings(OPEN, listSettled)
  const calls = countAll(relay)
  advanceClock(1)
  await withSettings(OPEN, listPages)
  expect(countAll(relay)).toBe(calls)
})

it('keeps the events when a setting changes answers alone', async () => {
  const { relay } = open()
  const recorded = await withSettings(OPEN, listSettled)
  const calls = countAll(relay)
  advanceClock(1)
  expect(await withSettings({ ...OPEN, REFERENCE_ID_PATTERN: 'x-#{1,4}' }, listPages)).toBe(recorded)
  expect(countAll(relay)).toBe(calls)
})

const KNOWN = {
  events: { version: 1, digest: '-egtvuEcbxm0zoLl' },
  answers: { version: 2, digest: 'wBQy2Gf4eI_qdQMo' },
} as const

it.each(['events', 'answers'] as const)('has a version for the code that projects %s', (part) => {
  const now = { version: PROJECTION_VERSIONS[part], digest: inject('projectionDigests')[part] }
  expect(
    now,
    `The code that projects ${part} has changed (worker/testing/projection-sources.ts lists it). If it lets other values ` +
      `through than before, raise PROJECTION_VERSIONS.${part} in settings.ts, or the gateway shows its cached rows. ` +
      `Then, or if not, put version and digest of now into KNOWN.`,
  ).toEqual(KNOWN[part])
})
