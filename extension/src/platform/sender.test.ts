import { describe, expect, it } from 'vitest'
import { classifySender, type Sender } from './sender.ts'

const ID = 'njjjjgmpfoapofmnopfipfcabigoinep'
const OTHER_ID = 'a'.repeat(32)
const ORIGIN = `chrome-extension://${ID}`
const HELP_DESK = 'https://desk.example.com'
const self = { id: ID, origin: ORIGIN }

const popup: Sender = { id: ID, origin: ORIGIN, url: `${ORIGIN}/popup.html` }
const script: Sender = {
  id: ID,
  origin: HELP_DESK,
  url: `${HELP_DESK}/t/1`,
  frameId: 0,
  documentId: 'D0',
  tab: { id: 4, windowId: 1, url: `${HELP_DESK}/t/1` },
}
const card: Sender = {
  id: ID,
  origin: ORIGIN,
  url: `${ORIGIN}/card.html#ticket`,
  frameId: 7,
  documentId: 'D7',
  tab: { id: 4, windowId: 1 },
}

describe('classifySender', () => {
  it.each<[string, Sender]>([
    ['the popup', popup],
    ['the side panel', { ...popup, url: `${ORIGIN}/sidepanel.html` }],
    [
      'the options in a tab',
      { ...popup, url: `${ORIGIN}/options.html`, frameId: 0, tab: { id: 4, windowId: 1 } },
    ],
    [
      'the admin page in a tab',
      { ...popup, url: `${ORIGIN}/admin.html#audit`, frameId: 0, tab: { id: 4, windowId: 1 } },
    ],
    [
      'a page of ours with a query and a fragment',
      { ...popup, url: `${ORIGIN}/sidepanel.html?inq=1#top`, frameId: 0 },
    ],
  ])('takes %s for ours', (_what, sender) => {
    expect(classifySender(sender, self)).toEqual({ kind: 'app' })
  })

  const page = {
    kind: 'page',
    tabId: 4,
    windowId: 1,
    frameId: 0,
    documentId: 'D0',
    origin: HELP_DESK,
    tabUrl: `${HELP_DESK}/t/1`,
  }
  it.each<[string, Sender, object]>([
    ['in a tab', script, page],
    ['in a frame', { ...script, frameId: 7 }, { ...page, frameId: 7 }],
    [
      'in a tab whose address is not ours to know',
      { ...script, tab: { id: 4, windowId: 1 } },
      { ...page, tabUrl: undefined },
    ],
    ['in a srcdoc frame', { ...script, url: 'about:srcdoc', frameId: 7 }, { ...page, frameId: 7 }],
    [
      'in a sandboxed frame',
      { ...script, url: 'about:srcdoc', origin: 'null', frameId: 7 },
      { ...page, origin: 'null', frameId: 7 },
    ],
    ['on a page whose path looks like ours', { ...script, url: `${HELP_DESK}/popup.html` }, page],
  ])('takes our script %s for a page’s', (_what, from, sender) => {
    expect(classifySender(from, self)).toEqual(sender)
  })

  it('takes the card in a frame for a card', () => {
    expect(classifySender(card, self)).toEqual({ kind: 'card', tabId: 4, windowId: 1, documentId: 'D7' })
  })

  it.each<[string, Sender]>([
    ['another extension', { ...popup, id: OTHER_ID, origin: `chrome-extension://${OTHER_ID}` }],
    ['another extension that names our origin', { ...popup, id: OTHER_ID }],
    ['another extension’s content script', { ...script, id: OTHER_ID }],
    ['another extension’s page in a tab', { ...script, origin: `chrome-extension://${OTHER_ID}` }],
    ['a sender without an ID', { origin: ORIGIN, url: popup.url }],
    ['a sender without an origin', { id: ID, url: popup.url }],
    ['a sender without an address', { id: ID, origin: ORIGIN }],
    ['an address that is none', { ...popup, url: 'popup.html' }],
    ['an opaque origin at a page of ours', { ...popup, origin: 'null' }],
    ['a web page’s address with our origin', { ...popup, url: `${HELP_DESK}/popup.html` }],
    [
      'an origin that only begins like ours',
      { ...popup, origin: `${ORIGIN}.example.com`, url: `${ORIGIN}.example.com/popup.html` },
    ],
    ['an address that only begins like ours', { ...popup, url: `${ORIGIN}.example.com/popup.html` }],
    ['the popup in a frame', { ...popup, frameId: 3, documentId: 'D3', tab: { id: 4, windowId: 1 } }],
    ['a page of ours that is not an app page', { ...popup, url: `${ORIGIN}/help.html` }],
    ['the card in a tab of its own', { ...card, frameId: 0 }],
    ['the card out of any tab', { ...card, frameId: undefined, documentId: undefined, tab: undefined }],
    ['the card without a document', { ...card, documentId: undefined }],
    ['the card in a sandboxed frame, which has no origin', { ...card, origin: 'null' }],
    ['a page that begins like the card', { ...card, url: `${ORIGIN}/card.html.html` }],
    ['a content script without a tab', { ...script, tab: undefined }],
    ['a content script in a window that is no tab', { ...script, tab: { id: -1, windowId: 1 } }],
    ['a content script without a frame', { ...script, frameId: undefined }],
    ['a content script without a document', { ...script, documentId: undefined }],
    ['a content script in a file', { ...script, origin: 'file://', url: 'file:///etc/hosts' }],
    ['an empty sender', {}],
  ])('takes %s for a stranger', (_what, sender) => {
    expect(classifySender(sender, self)).toBeUndefined()
  })
})
