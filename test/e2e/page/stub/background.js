/** Stands in for the background: answers a page's script the same way each time, and remembers what it was asked. */
const asked = []
const cardTokens = new Set()
const told = {
  settings: { states: 'in-view' },
  failing: undefined,
  admits: true,
  loadsCard: true,
  stays: true,
  stallMs: 0,
  // Of the one that `uuids.html` calls recent.
  uuids: { salt: 'stub', known: ['9dc86793f93a'], words: ['check id'] },
  patterns: ['cust-#{6,9}', '[KD|AC]#####'],
}
Object.assign(globalThis, { asked, cardTokens, told })

const STATES = [
  'approved',
  'declined',
  'in-progress',
  'waiting-on-us',
  'expired',
  'not-opened',
  'failed',
  'voided',
  'redacted',
  'unknown',
]

/** By the ID's letters, so that every state comes up; some are not found. */
function lookUp(id) {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  const number = sum % (STATES.length + 1)
  const state = STATES[number]
  return state ? { id, outcome: 'found', state } : { id, outcome: 'not-found' }
}

const succeed = (value) => ({ ok: true, value })
const fail = (error) => ({ ok: false, error })

const handlers = {
  'page:lookup': ({ ids }) => (told.failing ? fail(told.failing) : succeed({ items: ids.map(lookUp) })),
  'page:found'(_, { tab, frameId }) {
    if (!told.stays) return fail({ code: 'extension-error' })
    const message = { name: 'to-page:settings', payload: told.settings }
    chrome.tabs.sendMessage(tab.id, message, { frameId }).catch(() => {})
    return succeed(null)
  },
  async 'page:load-overlay'(_, { tab, documentId }) {
    await chrome.scripting.executeScript({
      target: { tabId: tab.id, documentIds: [documentId] },
      files: ['page-overlay.js'],
    })
    return succeed(null)
  },
  async 'page:load-card'(_, { tab, documentId }) {
    if (!told.loadsCard) throw new Error('No card')
    await chrome.scripting.executeScript({
      target: { tabId: tab.id, documentIds: [documentId] },
      files: ['page-card.js'],
    })
    return succeed(null)
  },
  async 'page:load-finder'(_, { tab, documentId }) {
    const { uuids, patterns } = told
    if (!uuids && patterns.length === 0) return succeed(null)
    await chrome.scripting.executeScript({
      target: { tabId: tab.id, documentIds: [documentId] },
      files: ['page-finder.js'],
    })
    return succeed({ uuids, patterns })
  },
  'page:card'({ cardToken }) {
    if (!told.admits) return fail({ code: 'extension-error' })
    cardTokens.add(cardToken)
    return succeed(null)
  },
  async 'page:card-above'({ path: [index], ...told }, { tab, documentId }) {
    const message = { name: 'to-page:card', payload: { ...told, index, from: documentId } }
    return succeed(await chrome.tabs.sendMessage(tab.id, message, { frameId: 0 }))
  },
  'page:open-panel': () => succeed(null),
  'card:join': ({ cardToken }) =>
    cardTokens.delete(cardToken) ? succeed(null) : fail({ code: 'extension-error' }),
}

chrome.runtime.onMessage.addListener(({ name, payload }, sender, reply) => {
  asked.push({ name, payload, frameId: sender.frameId, url: sender.url, origin: sender.origin })
  const answer = async () => handlers[name](payload, sender)
  setTimeout(
    () =>
      answer()
        .catch(() => fail({ code: 'extension-error' }))
        .then(reply),
    told.stallMs,
  )
  return true
})
