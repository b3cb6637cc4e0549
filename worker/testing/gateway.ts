import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { parseSource, SOURCE_HEADER } from '@inquiry-lens/shared/contract/headers.ts'
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { FAKE_PERSONA_SANDBOX_KEY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { vi } from 'vitest'
import type { RelayUnderTest } from './relay-under-test.ts'

export const SESSIONS = 'GET /api/v1/inquiry-sessions'
export const EVENTS = 'GET /api/v1/events'

export const personaGateway = () => env.PROVIDER_GATEWAY.getByName('persona:sandbox')

export const countOf = (relay: RelayUnderTest, call: string) => relay.providers.control.calls()[call] ?? 0
export const countAll = (relay: RelayUnderTest) =>
  Object.values(relay.providers.control.calls()).reduce((sum, count) => sum + count, 0)
export const statusOf = (answer: Response) => answer.headers.get('Cache-Status')
export const sourceOf = (answer: Response) => parseSource(answer.headers.get(SOURCE_HEADER))
export const ageOf = (answer: Response) => Number(answer.headers.get('Age'))

export function advanceClock(seconds: number) {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

let storageCount = 0

/** A fresh gateway's storage, which is deleted with the test's. */
export const withGatewayStorage = <TResult>(run: (sql: SqlStorage) => TResult): Promise<TResult> =>
  runInDurableObject(
    env.PROVIDER_GATEWAY.getByName(`storage under test ${storageCount++}`),
    (_, { storage }) => run(storage.sql),
  )

const PageSchema = v.object({
  data: v.array(v.object({ id: v.string(), attributes: v.object({ name: v.string() }) })),
  links: v.object({ next: v.nullable(v.string()) }),
})

/** IDs of the fake Persona's events in open families, newest first; at least `wanted`, or all. Calls are not counted. */
export async function listOpenEvents({ providers }: RelayUnderTest, wanted = Number.POSITIVE_INFINITY) {
  const { isOpenEvent } = openFamilies()
  const ids: string[] = []
  let path: string | null = '/api/v1/events?page[size]=100'
  while (path !== null && ids.length < wanted) {
    const request: Request = new Request(new URL(path, 'https://persona.example'), {
      headers: { Authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}` },
    })
    const { data, links } = v.parse(PageSchema, await (await providers.fetch(request)).json())
    ids.push(...data.filter(({ attributes }) => isOpenEvent(attributes.name)).map(({ id }) => id))
    path = links.next && `${links.next}&page[size]=100`
  }
  return ids
}

export const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id)

export const listAddresses = () =>
  vi.mocked(fetch).mock.calls.map(([input]) => new URL(new Request(input).url))

/** Calls to the provider, but for the check whether a webhook is missing. */
export const countAsked = () =>
  listAddresses().filter(({ pathname, search }) => !pathname.endsWith('/events') || search.includes('filter'))
    .length
