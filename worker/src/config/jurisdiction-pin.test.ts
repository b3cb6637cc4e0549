import { env } from 'cloudflare:workers'
import { expect, it, vi } from 'vitest'
import { openRelay, RELAY, readProblem } from '../../testing/relay-under-test.ts'
import type { app } from '../app.ts'
import { readConfiguration } from './bindings.ts'
import { inJurisdiction, JURISDICTION_PIN_NAME } from './jurisdiction-pin.ts'

const jurisdictionPin = () => env.JURISDICTION_PIN.getByName(JURISDICTION_PIN_NAME)

it('refuses while its data is in another jurisdiction, and creates no Durable Object there', async () => {
  openRelay()
  await jurisdictionPin().pin('eu', 1)
  const created = [env.ACCESS_CONTROL, env.PROVIDER_GATEWAY].flatMap((namespace) => [
    vi.spyOn(namespace, 'get'),
    vi.spyOn(namespace, 'getByName'),
  ])
  // As in a new isolate: this app has answered nothing yet.
  const fresh = '../app.ts?fresh'
  const { app: relay }: { app: typeof app } = await import(/* @vite-ignore */ fresh)
  const headers = { Authorization: `Bearer ${env.BOOTSTRAP_TOKEN}` }
  for (const [path, method] of [
    ['/v1/me', 'GET'],
    ['/v1/agents', 'GET'],
    ['/access/pair', 'POST'],
  ] as const) {
    const problem = await readProblem(await relay.request(`${RELAY}${path}`, { method, headers }, env))
    expect(problem).toMatchObject({ code: 'relay-not-configured', status: 503 })
    expect(problem.detail).toContain('JURISDICTION says none, but this relay’s data is in eu')
  }
  for (const way of created) expect(way).not.toHaveBeenCalled()
  expect((await relay.request(`${RELAY}/healthz`, {}, env)).status).toBe(200)
})

it('keeps the first pinned jurisdiction and number of shards', async () => {
  openRelay()
  expect(await jurisdictionPin().pin('none', 4)).toEqual({ jurisdiction: 'none', shards: 4 })
  expect(await jurisdictionPin().pin('eu', 8)).toEqual({ jurisdiction: 'none', shards: 4 })
})

it('asks the platform for a jurisdiction, which local workerd lacks', () => {
  expect(inJurisdiction(env.ACCESS_CONTROL, null)).toBe(env.ACCESS_CONTROL)
  expect(() => inJurisdiction(env.ACCESS_CONTROL, 'eu')).toThrow(
    /Jurisdiction restrictions are not implemented/,
  )
})

it.each([
  [undefined, null],
  ['', null],
  ['eu', 'eu'],
  ['fedramp', 'fedramp'],
])('reads JURISDICTION %j as %j', (text, jurisdiction) => {
  expect(readConfiguration({ ...env, JURISDICTION: text })).toMatchObject({ value: { jurisdiction } })
})

it('rejects any other jurisdiction by name', () => {
  expect(readConfiguration({ ...env, JURISDICTION: 'mars' })).toEqual({
    ok: false,
    detail: 'JURISDICTION may only be eu, us, fedramp, or unset',
  })
})
