/** Stands in for the card: joins the page's script as the true one must, and shows the ID it is given. */
import { joinChannel } from './card-channel.js'

const cardToken = location.hash.slice(1)
const paragraph = document.querySelector('p')
const page = await joinChannel(window, {
  cardToken,
  async hear(message) {
    // Only now is it known that the card token is good; without it nothing is shown.
    if (!(await admitted).ok) return
    paragraph.textContent = message.do === 'show' ? `Card of ${message.id}` : ''
    page.tell({ do: 'resize', height: 180 })
    if (message.takeFocus) document.querySelector('button').focus()
  },
  abort: new AbortController().signal,
})
const admitted = chrome.runtime.sendMessage({ name: 'card:join', payload: { cardToken } })
document.querySelector('#copy').addEventListener('click', () => page.tell({ do: 'release' }))
for (const type of ['pointerenter', 'pointerleave'])
  document.documentElement.addEventListener(type, () => page.tell({ do: type }))
const pin = document.querySelector('#pin')
pin.addEventListener('change', () => {
  page.tell({ do: 'pin', isPinned: pin.checked })
  // Shows when the page has taken the one before.
  page.tell({ do: 'resize', height: pin.checked ? 190 : 180 })
})
addEventListener('keyup', ({ key }) => {
  if (key === 'Escape') page.tell({ do: 'close' })
})
