import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { NO_POLICY } from '../../platform/policy.ts'
import { accountIn } from '../../platform/stored.ts'
import { ACCOUNT, deferred, NOW, RELAY } from '../fixtures.ts'
import { makeSampleSignIn } from '../samples/sample-account.ts'
import { createSitesOff } from './sites-off.ts'

function setUp() {
  const policy = { ...NO_POLICY }
  const clock = { now: NOW }
  const readConfig = vi.fn(async (): Promise<unknown> => undefined)
  const onChange = vi.fn()
  const sitesOff = createSitesOff({
    readManaged: async () => policy,
    readConfig,
    onChange,
    now: () => clock.now,
  })
  return { policy, clock, readConfig, onChange, sitesOff }
}

beforeEach(() => fakeBrowser.reset())

it('are what the relay said last, and every host by policy', async () => {
  const { policy, onChange, sitesOff } = setUp()
  expect(await sitesOff.read()).toEqual([])
  await sitesOff.keep(RELAY, ['a.example'])
  await sitesOff.keep(RELAY, ['a.example'])
  expect(await sitesOff.read()).toEqual(['a.example'])
  expect(onChange).toHaveBeenCalledOnce()
  Object.assign(policy, { off: ['marks'] })
  expect(await sitesOff.read()).toEqual(['*'])
})

it('stay off however old the last answer is', async () => {
  const { clock, sitesOff } = setUp()
  await sitesOff.keep(RELAY, ['a.example'])
  clock.now += 30 * 24 * 60 * 60_000
  expect(await sitesOff.read()).toEqual(['a.example'])
})

describe('asking the relay', () => {
  it('is waited for where it has never answered', async () => {
    const { readConfig, sitesOff } = setUp()
    await accountIn.session.set(ACCOUNT)
    await sitesOff.keep('https://earlier.example.com', ['a.example'])
    const answer = deferred<unknown>()
    readConfig.mockReturnValue(answer.promise)
    const done = vi.fn()
    const both = Promise.all([sitesOff.refresh().then(done), sitesOff.refresh()])
    await vi.waitFor(() => expect(readConfig).toHaveBeenCalledOnce())
    expect(done).not.toHaveBeenCalled()
    answer.resolve(undefined)
    await both
  })

  it('is done when the agent turns to another page, while anything is off', async () => {
    const { clock, readConfig, sitesOff } = setUp()
    await accountIn.session.set(ACCOUNT)
    await sitesOff.keep(RELAY, [])
    clock.now += 60_000
    await sitesOff.refreshWhileOff()
    expect(readConfig).not.toHaveBeenCalled()
    await sitesOff.keep(RELAY, ['a.example'])
    await sitesOff.refreshWhileOff()
    expect(readConfig).not.toHaveBeenCalled()
    clock.now += 60_000
    await sitesOff.refreshWhileOff()
    expect(readConfig).toHaveBeenCalledOnce()
  })

  it('is done once a minute, without a wait', async () => {
    const { clock, readConfig, sitesOff } = setUp()
    await accountIn.session.set(ACCOUNT)
    await sitesOff.keep(RELAY, [])
    await sitesOff.refresh()
    expect(readConfig).not.toHaveBeenCalled()
    clock.now += 60_000
    readConfig.mockReturnValue(new Promise(() => {}))
    await sitesOff.refresh()
    expect(readConfig).toHaveBeenCalledOnce()
  })

  it('is left where there is no relay to ask', async () => {
    const { readConfig, sitesOff } = setUp()
    await sitesOff.refresh()
    await accountIn.session.set(makeSampleSignIn(NOW).account)
    await sitesOff.refresh()
    expect(readConfig).not.toHaveBeenCalled()
  })
})
