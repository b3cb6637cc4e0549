import { setLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { NO_POLICY, type Policy } from '../../../platform/policy.ts'
import { chosenLanguage, replyLanguage } from '../../../stored.ts'
import { followLanguage, followPolicy, keepReplyLanguage } from './settings.ts'

const LOCKED: Policy = { ...NO_POLICY, isLocked: true }
const NAMED: Policy = { ...NO_POLICY, organization: 'Acme' }

it('follows the policy; a change wins over an earlier read', async () => {
  let tell: (policy: Policy) => void = () => {}
  const found = Promise.resolve(LOCKED)
  const store = {
    readManaged: () => found,
    watchManaged(listener: typeof tell) {
      tell = listener
    },
  }

  const policy = followPolicy(store, new AbortController().signal)
  expect(policy.value).toBe(NO_POLICY)
  await found
  expect(policy.value).toBe(LOCKED)

  const late = followPolicy(store, new AbortController().signal)
  tell(NAMED)
  await found
  expect(late.value).toBe(NAMED)
})

beforeEach(() => fakeBrowser.reset())

it('is not known until it is read, and then none or the last', async () => {
  const first = keepReplyLanguage(replyLanguage)
  expect(first.last.value).toBeUndefined()
  await vi.waitFor(() => expect(first.last.value).toBeNull())
  first.choose('de')
  expect(first.last.value).toBe('de')
  const next = keepReplyLanguage(replyLanguage)
  await vi.waitFor(() => expect(next.last.value).toBe('de'))
})

it('is the choice that was made before the last one was read', async () => {
  let tell = (_language: string | undefined) => {}
  const read = new Promise<string | undefined>((resolve) => {
    tell = resolve
  })
  const { last, choose } = keepReplyLanguage({ get: () => read, set: async () => {} })
  choose('fr')
  tell('de')
  await read
  expect(last.value).toBe('fr')
})

it('is none where another version kept something else', async () => {
  await fakeBrowser.storage.local.set({ replyLanguage: 7 })
  const { last } = keepReplyLanguage(replyLanguage)
  await vi.waitFor(() => expect(last.value).toBeNull())
})

describe('the language of our own words', () => {
  function follow(preferred: readonly string[]) {
    const ended = new AbortController()
    onTestFinished(async () => {
      ended.abort()
      await setLanguage('en')
    })
    return followLanguage(chosenLanguage, preferred, ended.signal)
  }

  it('is the browser’s, until one is chosen, and again once none is', async () => {
    const language = follow(['fr-CA', 'en'])
    expect(language.current.value).toBeUndefined()
    await vi.waitFor(() => expect(language.current.value).toBe('fr'))
    expect(language.chosen.value).toBeUndefined()
    language.choose('ja')
    await vi.waitFor(() => expect([language.current.value, language.chosen.value]).toEqual(['ja', 'ja']))
    language.choose(undefined)
    await vi.waitFor(() => expect(language.current.value).toBe('fr'))
    expect(language.chosen.value).toBeUndefined()
  })

  it('is chosen for every surface that is open', async () => {
    const [one, other] = [follow(['en']), follow(['en'])]
    one.choose('de')
    await vi.waitFor(() => expect(other.current.value).toBe('de'))
  })

  it('is the browser’s where another version stored one that is unknown', async () => {
    await fakeBrowser.storage.local.set({ language: 'tlh' })
    const language = follow(['es'])
    await vi.waitFor(() => expect(language.current.value).toBe('es'))
  })
})
