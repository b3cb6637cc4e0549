import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { err, ok, pageFailure } from '../../../messages/failure.ts'
import { isSitePattern } from '../../../site-pattern.ts'
import { stubRequest } from '../testing.ts'
import { createSiteSettings, hostsWithin, nameSite, parseSite } from './sites.ts'

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

it('keeps the text when access is denied, shows the problem, and removes the site again', async () => {
  const { sites, kept } = await setUp({ isAllowed: false })
  sites.text.value = 'b.example.com'
  sites.add()
  await vi.waitFor(() => expect(sites.problem.value).toMatch(/not allowed/))
  expect(sites.text.value).toBe('b.example.com')
  expect([...kept]).toEqual(['https://a.example.com/*'])
  sites.text.value = 'b.example.co'
  expect(sites.problem.value).toBeUndefined()
})

it('requests no access for invalid sites', async () => {
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

it.each([
  ['acme.zendesk.com', 'https://acme.zendesk.com/*'],
  [' https://Acme.Zendesk.com/agent/tickets/7?x#y ', 'https://acme.zendesk.com/*'],
  ['*.zendesk.com', 'https://*.zendesk.com/*'],
  ['https://*.zendesk.com/*', 'https://*.zendesk.com/*'],
  ['*://help.acme.com/*', 'https://help.acme.com/*'],
  ['hilfe.müller.de', 'https://hilfe.xn--mller-kva.de/*'],
  ['*.müller.de', 'https://*.xn--mller-kva.de/*'],
  ['*.acme.co.uk', 'https://*.acme.co.uk/*'],
  ['localhost:3000', 'http://localhost:3000/*'],
  ['http://127.0.0.1:8788/ticket', 'http://127.0.0.1:8788/*'],
])('%j is %s', (typed, pattern) => {
  expect(parseSite(typed)).toEqual({ ok: true, pattern })
})

it.each([
  ['', /Enter a site/],
  ['  ', /Enter a site/],
  ['*', /every site/],
  ['https://*/*', /every site/],
  ['*.com', /every site/],
  ['*.co.uk', /every site/],
  ['*.com.au', /every site/],
  ['<all_urls>', /not a site/],
  ['my help desk', /not a site/],
  ['zendesk', /not a site/],
  ['a..b', /not a site/],
  ['http://help.acme.com', /https/],
  ['chrome://extensions', /https/],
  ['file:///etc/passwd', /Enter a site|https/],
])('%j is none', (typed, problem) => {
  expect(parseSite(typed)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
})

it('never requests access outside the manifest, whatever is typed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (typed) => {
      const read = parseSite(typed)
      if (!read.ok) return
      expect(isSitePattern(read.pattern)).toBe(true)
      expect(parseSite(nameSite(read.pattern))).toEqual(read)
    }),
  )
})
