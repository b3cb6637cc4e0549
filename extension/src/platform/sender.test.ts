import { describe, expect, it } from 'vitest'
import { classifySender, type Sender } from './sender.ts'

const ID = 'njjjjgmpfoapofmnopfipfcabigoinep'
const ORIGIN = `chrome-extension://${ID}`
const self = { id: ID, origin: ORIGIN }
const popup: Sender = { id: ID, origin: ORIGIN, url: `${ORIGIN}/popup.html` }

describe('classifySender', () => {
  it.each<[string, Sender]>([
    ['the popup', popup],
    ['the side panel', { ...popup, url: `${ORIGIN}/sidepanel.html` }],
    ['the options in a tab', { ...popup, url: `${ORIGIN}/options.html`, frameId: 0 }],
    [
      'a page of ours with a query and a fragment',
      { ...popup, url: `${ORIGIN}/sidepanel.html?inq=1#top`, frameId: 0 },
    ],
  ])('takes %s for ours', (_what, sender) => {
    expect(classifySender(sender, self)).toBe('app')
  })

  it.each<[string, Sender]>([
    [
      'a content script',
      { id: ID, origin: 'https://desk.example.com', url: 'https://desk.example.com/t/1', frameId: 0 },
    ],
    [
      'a content script in a frame',
      { id: ID, origin: 'https://desk.example.com', url: 'https://desk.example.com/t/1', frameId: 7 },
    ],
    ['a content script without a tab', { id: ID, url: 'https://desk.example.com/' }],
    [
      'another extension',
      { id: 'a'.repeat(32), origin: `chrome-extension://${'a'.repeat(32)}`, url: `${ORIGIN}/popup.html` },
    ],
    ['another extension that names our origin', { ...popup, id: 'a'.repeat(32) }],
    ['a sender without an ID', { origin: ORIGIN, url: popup.url }],
    ['a sender without an origin', { id: ID, url: popup.url }],
    ['an opaque origin', { ...popup, origin: 'null' }],
    ['a page of ours framed by a web page', { ...popup, frameId: 3 }],
    ['a page of ours that is not an app page', { ...popup, url: `${ORIGIN}/card.html` }],
    ['a sender without an address', { id: ID, origin: ORIGIN }],
    ['an address that is none', { ...popup, url: 'popup.html' }],
    ['a web page whose path looks like ours', { ...popup, url: 'https://desk.example.com/popup.html' }],
    [
      'an origin that only begins like ours',
      { ...popup, origin: `${ORIGIN}.example.com`, url: `${ORIGIN}.example.com/popup.html` },
    ],
    ['an address that only begins like ours', { ...popup, url: `${ORIGIN}.example.com/popup.html` }],
    ['nobody', {}],
  ])('takes %s for a stranger', (_what, sender) => {
    expect(classifySender(sender, self)).toBe('stranger')
  })
})
