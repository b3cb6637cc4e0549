import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maySite, NO_POLICY, readPolicy } from './policy.ts'

it('reads what an administrator can set', () => {
  expect(
    readPolicy({
      relayAddress: ' https://lens.example.com ',
      organizationName: 'Acme Support',
      allowedSites: ['https://acme.zendesk.com/*', 'https://*.freshdesk.com/*'],
      featuresOff: ['copy', 'omnibox'],
      settingsLocked: true,
      keepSignedIn: false,
      views: [{ name: 'Ours', filters: 'group=us' }],
    }),
  ).toEqual({
    relay: 'https://lens.example.com',
    organization: 'Acme Support',
    sites: ['https://acme.zendesk.com/*', 'https://*.freshdesk.com/*'],
    off: ['omnibox', 'copy'],
    isLocked: true,
    keepSignedIn: false,
    views: [{ name: 'Ours', filters: 'group=us' }],
    misread: [],
  })
})

it('without a policy nothing is managed', () => {
  for (const nothing of [{}, undefined, null, []]) expect(readPolicy(nothing)).toEqual(NO_POLICY)
})

it('takes a site and a feature however they are written', () => {
  expect(
    readPolicy({
      allowedSites: ['https://acme.zendesk.com', 'https://Acme.zendesk.com/', 'https://*.freshdesk.com'],
      featuresOff: ['Copy', ' hover '],
    }),
  ).toMatchObject({
    sites: ['https://acme.zendesk.com/*', 'https://*.freshdesk.com/*'],
    off: ['hover', 'copy'],
    misread: [],
  })
})

it('names what is no site and no feature it knows, and widens nothing by that', () => {
  const policy = readPolicy({
    allowedSites: ['<all_urls>', 'https://*/*', 'acme.zendesk.com', 'https://*.com/*'],
    featuresOff: ['a-later-one', 'hover'],
  })
  expect(policy).toMatchObject({
    sites: [],
    off: ['hover'],
    misread: ['<all_urls>', 'https://*/*', 'acme.zendesk.com', 'https://*.com/*', 'a-later-one'],
  })
  expect(maySite(policy, 'https://acme.zendesk.com/*')).toBe(false)
})

it('whatever it is given, it answers, and what is of the wrong type counts as not set', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const policy = readPolicy({
        relayAddress: value,
        allowedSites: value,
        featuresOff: value,
        settingsLocked: value,
      })
      expect(typeof policy.isLocked).toBe('boolean')
      expect(policy.relay === undefined || typeof value === 'string').toBe(true)
      expect(policy.sites === undefined || Array.isArray(value)).toBe(true)
    }),
  )
})
