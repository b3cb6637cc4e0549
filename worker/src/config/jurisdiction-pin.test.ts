import { listDurableObjectIds } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { openRelay, readProblem } from '../../testing/relay-under-test.ts'
import { readConfiguration } from './bindings.ts'
import { inJurisdiction } from './jurisdiction.ts'
import { JURISDICTION_PIN_NAME } from './jurisdiction-pin.ts'

const jurisdictionPin = () => env.JURISDICTION_PIN.getByName(JURISDICTION_PIN_NAME)

// First in this file: an isolate that has asked once does not ask again.
it('a relay whose data is in another jurisdiction refuses, and has touched neither desk nor gate', async () => {
  const relay = openRelay()
  await jurisdictionPin().settle('eu')
  for (const [path, method] of [
    ['/v1/me', 'GET'],
    ['/v1/agents', 'GET'],
    ['/access/pair', 'POST'],
  ] as const) {
    const problem = await readProblem(await relay.request(path, { method, token: env.BOOTSTRAP_TOKEN }))
    expect(problem).toMatchObject({ code: 'relay-not-configured', status: 503 })
    expect(problem.detail).toContain('JURISDICTION says none, but this relay’s data is in eu')
  }
  expect(await listDurableObjectIds(env.ACCESS_CONTROL)).toEqual([])
  expect(await listDurableObjectIds(env.PROVIDER_GATEWAY)).toEqual([])
  expect((await relay.request('/healthz')).status).toBe(200)
})

it('what is settled first stays, whoever says otherwise later', async () => {
  openRelay()
  expect(await jurisdictionPin().settle('none')).toBe('none')
  expect(await jurisdictionPin().settle('eu')).toBe('none')
})

it('a jurisdiction is asked of the platform, which workerd on one machine says it lacks', () => {
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
])('JURISDICTION %j is %j', (said, meant) => {
  expect(readConfiguration({ ...env, JURISDICTION: said })).toMatchObject({ value: { jurisdiction: meant } })
})

it('any other jurisdiction is refused by name', () => {
  expect(readConfiguration({ ...env, JURISDICTION: 'mars' })).toEqual({
    ok: false,
    detail: 'JURISDICTION may only be eu, us, fedramp, or unset',
  })
})
