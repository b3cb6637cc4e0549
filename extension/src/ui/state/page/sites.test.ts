import { expect, it, vi } from 'vitest'
import { err, ok, pageFailure } from '../../../messages/failure.ts'
import { stubRequest } from '../stub-request.ts'
import { createSiteSettings, hostsWithin } from './sites.ts'

async function setUp({ isAllowed = true, isSettable = true } = {}) {
  const kept = new Set(['https://a.example.com/*'])
  const view = () => ok({ sites: [...kept], off: [] })
  const { request, asked } = stubRequest({
    'app:sites.list': view,
    'app:sites.add': ({ pattern }) => {
      kept.add(pattern)
      return view()
    },
    'app:sites.remove': ({ pattern }) => {
      kept.delete(pattern)
      return view()
    },
    'app:settings.get': () => ok({ states: 'in-view' }),
    'app:settings.set': () => (isSettable ? ok(null) : err(pageFailure('extension-error'))),
  })
  const requested: string[] = []
  const sites = createSiteSettings({
    request,
    async requestSite(pattern) {
      requested.push(pattern)
      return isAllowed
    },
    abort: new AbortController().signal,
  })
  await vi.waitFor(() => expect(sites.states.value).toBe('in-view'))
  return { sites, kept, requested, asked }
}

it('adds what was typed once the browser lets it', async () => {
  const { sites, requested } = await setUp()
  sites.text.value = 'b.example.com'
  sites.add()
  // In the very click, or the browser would not ask.
  expect(requested).toEqual(['https://b.example.com/*'])
  await vi.waitFor(() => expect(sites.sites.value).toHaveLength(2))
  expect(sites.text.value).toBe('')
  expect(sites.message.value).toContain('b.example.com')
})

it('keeps what was typed when it is refused, says so, and leaves nothing behind', async () => {
  const { sites, kept } = await setUp({ isAllowed: false })
  sites.text.value = 'b.example.com'
  sites.add()
  await vi.waitFor(() => expect(sites.problem.value).toMatch(/not allowed/))
  expect(sites.text.value).toBe('b.example.com')
  expect([...kept]).toEqual(['https://a.example.com/*'])
  sites.text.value = 'b.example.co'
  expect(sites.problem.value).toBeUndefined()
})

it('asks the browser for nothing that is no site', async () => {
  const { sites, requested } = await setUp()
  sites.text.value = '*.com'
  sites.add()
  expect(sites.problem.value).toMatch(/every site/)
  expect(requested).toEqual([])
})

it('removes a site', async () => {
  const { sites } = await setUp()
  sites.remove('https://a.example.com/*')
  await vi.waitFor(() => expect(sites.sites.value).toEqual([]))
})

it('shows the choice at once, and takes it back if it was not kept', async () => {
  const { sites } = await setUp({ isSettable: false })
  sites.setStates('on-hover')
  expect(sites.states.value).toBe('on-hover')
  await vi.waitFor(() => expect(sites.states.value).toBe('in-view'))
  expect(sites.failure.value?.code).toBe('extension-error')
})

it.each<[string, string[], readonly string[] | 'everything']>([
  ['https://acme.zendesk.com/*', [], []],
  ['https://acme.zendesk.com/*', ['other.zendesk.com'], []],
  ['https://acme.zendesk.com/*', ['acme.zendesk.com'], 'everything'],
  ['https://acme.zendesk.com/*', ['*.zendesk.com'], 'everything'],
  ['https://acme.zendesk.com/*', ['*'], 'everything'],
  ['https://acme.zendesk.com/*', ['acme.zendesk.com:8443'], ['acme.zendesk.com:8443']],
  ['https://*.zendesk.com/*', ['zendesk.com', 'a.zendesk.com', 'a.b.com'], ['zendesk.com', 'a.zendesk.com']],
  ['https://*.zendesk.com/*', ['*.a.zendesk.com'], ['*.a.zendesk.com']],
  ['https://*.zendesk.com/*', ['*.zendesk.com'], 'everything'],
  ['http://127.0.0.1:80/*', ['127.0.0.1'], 'everything'],
])('of the site %s with %j switched off: %j', (pattern, off, found) => {
  expect(hostsWithin(pattern, off)).toEqual(found)
})
