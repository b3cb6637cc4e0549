import { listDurableObjectIds } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { openRelay, readProblem } from '../../testing/relay-under-test.ts'
import { readConfiguration } from './bindings.ts'
import { inJurisdiction } from './jurisdiction.ts'
import { RESIDENCE } from './jurisdiction-pin.ts'

const residence = () => env.RESIDENCE.getByName(RESIDENCE)

// First in this file: an isolate that has asked once does not ask again.
it('a relay whose data is in another jurisdiction refuses, and has touched neither desk nor gate', async () => {
  const relay = openRelay()
  await residence().settle('eu')
  for (const [path, method] of [
    ['/v1/me', 'GET'],
    ['/v1/agents', 'GET'],
    ['/access/pair', 'POST'],
  ] as const) {
    const problem = await readProblem(await relay.ask(path, { method, token: env.BOOTSTRAP_TOKEN }))
    expect(problem).toMatchObject({ code: 'relay-not-configured', status: 503 })
    expect(problem.detail).toContain('JURISDICTION says none, but this relay’s data is in eu')
  }
  expect(await listDurableObjectIds(env.DESK)).toEqual([])
  expect(await listDurableObjectIds(env.GATE)).toEqual([])
  expect((await relay.ask('/healthz')).status).toBe(200)
})

it('what is settled first stays, whoever says otherwise later', async () => {
  openRelay()
  expect(await residence().settle('none')).toBe('none')
  expect(await residence().settle('eu')).toBe('none')
})

it('a jurisdiction is asked of the platform, which workerd on one machine says it lacks', () => {
  expect(inJurisdiction(env.DESK, null)).toBe(env.DESK)
  expect(() => inJurisdiction(env.DESK, 'eu')).toThrow(/Jurisdiction restrictions are not implemented/)
})

it.each([
  [undefined, null],
  ['', null],
  ['eu', 'eu'],
  ['fedramp', 'fedramp'],
])('JURISDICTION %j is %j', (said, meant) => {
  expect(readConfiguration({ ...env, JURISDICTION: said })).toMatchObject({ value: { jurisdiction: meant } })
})

it('any other jurisdiction is refused by name', () => {
  expect(readConfiguration({ ...env, JURISDICTION: 'mars' })).toEqual({
    ok: false,
    detail: 'JURISDICTION may only be eu, us, fedramp, or unset',
  })
})
