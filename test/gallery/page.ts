/** The page of the gallery: a list of the views, the one that is looked at, and how it is looked at. */
import { addressOf, SIZES, SURFACES } from './view.ts'
import { VIEWS } from './views.ts'

/** All that is chosen is in the address, which a reload keeps: `#panel/sessions?theme=dark`. */
const [chosen = '', query = ''] = location.hash.slice(1).split('?', 2)
const look = new URLSearchParams(query)
let shown = VIEWS.find((view) => addressOf(view) === chosen) ?? VIEWS[0]

const find = <TElement extends Element>(selector: string, type: new () => TElement): TElement => {
  const found = document.querySelector(selector)
  if (found instanceof type) return found
  throw new Error(`The page has no ${selector}`)
}
const list = find('nav', HTMLElement)
const frame = find('iframe', HTMLIFrameElement)
const alone = find('.switches a', HTMLAnchorElement)
const form = find('.switches', HTMLFormElement)

for (const surface of SURFACES) {
  const views = VIEWS.filter((view) => view.surface === surface)
  list.append(Object.assign(document.createElement('h2'), { textContent: `${surface} (${views.length})` }))
  for (const view of views) {
    const link = document.createElement('a')
    link.textContent = view.name
    link.href = `#${addressOf(view)}`
    link.addEventListener('click', (event) => {
      event.preventDefault()
      shown = view
      show()
    })
    list.append(link)
  }
}
for (const select of form.querySelectorAll('select')) {
  select.value = look.get(select.name) ?? select.options[0]?.value ?? ''
  select.addEventListener('change', () => {
    if (select.selectedIndex === 0) look.delete(select.name)
    else look.set(select.name, select.value)
    show()
  })
}
addEventListener('keydown', ({ key, target }) => {
  if (target instanceof HTMLSelectElement || !['ArrowDown', 'ArrowUp'].includes(key) || !shown) return
  shown = VIEWS[VIEWS.indexOf(shown) + (key === 'ArrowDown' ? 1 : -1)] ?? shown
  show()
})

function show(): void {
  if (!shown) return
  const address = addressOf(shown)
  const url = `view.html?${new URLSearchParams({ view: address, ...Object.fromEntries(look) })}`
  const { width, height } = shown.size ?? SIZES[shown.surface]
  const zoom = Number(look.get('zoom') ?? 1)
  // Enlarged, the window stays as it is, and the page has half of it.
  frame.width = String(Number(look.get('width') ?? width) / zoom)
  frame.height = String(height / zoom)
  frame.style.transform = `scale(${zoom})`
  if (frame.getAttribute('src') !== url) frame.src = url
  alone.href = url
  history.replaceState(null, '', `#${address}${look.size > 0 ? `?${look}` : ''}`)
  document.title = `${shown.surface}: ${shown.name}`
  for (const link of list.querySelectorAll('a')) {
    const isShown = link.getAttribute('href') === `#${address}`
    link.toggleAttribute('aria-current', isShown)
    if (isShown) link.scrollIntoView({ block: 'nearest' })
  }
}

show()
