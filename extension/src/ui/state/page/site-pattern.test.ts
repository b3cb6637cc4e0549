import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSitePattern } from '../../../platform/site-pattern.ts'
import { nameSite, parseSite } from './site-pattern.ts'

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

it('asks for nothing that the manifest does not let it ask for, whatever is typed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (typed) => {
      const read = parseSite(typed)
      if (!read.ok) return
      expect(isSitePattern(read.pattern)).toBe(true)
      expect(parseSite(nameSite(read.pattern))).toEqual(read)
    }),
  )
})
