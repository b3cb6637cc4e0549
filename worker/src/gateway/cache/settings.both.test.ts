/** With two providers, each gateway has the settings of its own. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { countAll } from '../../../testing/gateway.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { ProviderGateway } from '../provider-gateway.ts'

const sessions = { kind: 'sessions', provider: 'deepidv', filter: {}, limit: 10 } as const

const startGateway = <TResult>(settings: object, run: (gateway: ProviderGateway) => Promise<TResult>) =>
  runInDurableObject(env.PROVIDER_GATEWAY.getByName('deepidv:sandbox'), (_, state) =>
    run(new ProviderGateway(state, { ...env, ...settings })),
  )

it('keeps the cache of deepidv in an alarm after an eviction', async () => {
  const relay = openRelay()
  await startGateway({}, (gateway) => gateway.answer(sessions, false, 'ada'))
  const calls = countAll(relay)
  expect(calls).toBeGreaterThan(0)
  await startGateway({}, (gateway) => gateway.alarm())
  await startGateway({}, (gateway) => gateway.answer(sessions, false, 'ada'))
  expect(countAll(relay)).toBe(calls)
})

it('deletes the cache of a provider whose key was removed, in an alarm', async () => {
  openRelay()
  await startGateway({}, (gateway) => gateway.answer(sessions, false, 'ada'))
  const rows = () =>
    runInDurableObject(env.PROVIDER_GATEWAY.getByName('deepidv:sandbox'), (_, { storage }) =>
      ['cached_answers', 'event_ranges'].flatMap((table) =>
        storage.sql.exec('SELECT name FROM sqlite_master WHERE name = ?', table).toArray().length > 0
          ? storage.sql.exec(`SELECT * FROM ${table}`).toArray()
          : [],
      ),
    )
  expect((await rows()).length).toBeGreaterThan(0)
  await startGateway({ DEEPIDV_API_KEY: '' }, (gateway) => gateway.alarm())
  expect(await rows()).toEqual([])
})
