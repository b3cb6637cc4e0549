import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coversAddress, isHostListed, isSitePattern, sitePatternOf } from './site-pattern.ts'

describe('isSitePattern', () => {
  it.each([
    ['https://desk.example.com/*', true],
    ['https://*.zendesk.com/*', true],
    ['https://desk.example.com:8443/*', true],
    ['http://127.0.0.1/*', true],
    ['http://localhost:3000/*', true],
    ['https://*/*', false],
    ['*://desk.example.com/*', false],
    ['<all_urls>', false],
    ['https://*.com/*', false],
    ['https://*.com:443/*', false],
    ['http://desk.example.com/*', false],
    ['https://desk.example.com/tickets/*', false],
    ['https://desk.example.com/', false],
    ['https://desk.*/*', false],
    ['chrome-extension://abc/*', false],
    ['file:///*', false],
    ['', false],
  ])('%s: %s', (pattern, isOne) => {
    expect(isSitePattern(pattern)).toBe(isOne)
  })
})

describe('sitePatternOf', () => {
  it.each([
    ['https://desk.example.com/t/1?x#y', 'https://desk.example.com/*'],
    ['https://desk.example.com:8443/', 'https://desk.example.com:8443/*'],
    ['http://127.0.0.1:5000/tickets', 'http://127.0.0.1:5000/*'],
    ['http://desk.example.com/', undefined],
    ['https://chromewebstore.google.com/detail/x', undefined],
    ['chrome://extensions', undefined],
    ['about:blank', undefined],
    ['file:///home', undefined],
    ['', undefined],
  ])('%s: %s', (address, pattern) => {
    expect(sitePatternOf(address)).toBe(pattern)
  })
})

describe('coversAddress', () => {
  it.each([
    ['https://desk.example.com/*', 'https://desk.example.com', true],
    ['https://desk.example.com/*', 'https://desk.example.com/t/1', true],
    ['https://desk.example.com/*', 'https://desk.example.com:8443', true],
    ['https://desk.example.com:8443/*', 'https://desk.example.com', false],
    ['https://desk.example.com/*', 'http://desk.example.com', false],
    ['https://desk.example.com/*', 'https://desk.example.com.evil.example', false],
    ['https://desk.example.com/*', 'https://evil-desk.example.com', false],
    ['https://*.zendesk.com/*', 'https://acme.zendesk.com', true],
    ['https://*.zendesk.com/*', 'https://zendesk.com', true],
    ['https://*.zendesk.com/*', 'https://evilzendesk.com', false],
    ['https://desk.example.com/*', 'null', false],
    ['https://desk.example.com/*', 'chrome-extension://desk.example.com', false],
  ])('%s over %s: %s', (pattern, address, isCovered) => {
    expect(coversAddress(pattern, address)).toBe(isCovered)
  })

  it('holds for every page of the site that the pattern was made of, and for no other host', () => {
    const page = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true })
    fc.assert(
      fc.property(page, page, (here, there) => {
        const pattern = sitePatternOf(here)
        if (pattern === undefined) return
        expect(coversAddress(pattern, here)).toBe(true)
        if (new URL(here).hostname !== new URL(there).hostname)
          expect(coversAddress(pattern, there)).toBe(false)
      }),
    )
  })
})

describe('a list of hosts', () => {
  it.each([
    [['*'], 'https://desk.example.com/t/1', true],
    [['*'], undefined, true],
    [['*'], 'null', true],
    [['desk.example.com'], 'https://desk.example.com/t/1', true],
    [['desk.example.com'], 'http://desk.example.com:8443', true],
    [['desk.example.com'], 'https://a.desk.example.com', false],
    [['desk.example.com:8443'], 'https://desk.example.com:8443', true],
    [['desk.example.com:8443'], 'https://desk.example.com', false],
    [['*.example.com'], 'https://a.b.example.com', true],
    [['*.example.com'], 'https://example.com', true],
    [['*.example.com'], 'https://badexample.com', false],
    [['desk.example.com'], 'null', false],
    [['desk.example.com'], undefined, false],
    [[], 'https://desk.example.com', false],
  ])('%j over %s: %s', (hosts, address, isListed) => {
    expect(isHostListed(hosts, address)).toBe(isListed)
  })
})
