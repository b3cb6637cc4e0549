/**
 * The one element that we add to a page. The page can't read, style, search or listen to its closed shadow tree, which
 * holds a click-through layer in the top layer.
 */
import styles from './host.css?inline'
import { onEnd } from './lifetime.ts'
import { closestAcross } from './tree.ts'

export interface Host {
  readonly layer: HTMLElement
  addStyles(css: string): void
  /**
   * Stands where this element can be drawn over: within the modal dialog that it is in, since everything outside of it
   * is inert. Also puts back what the page has removed.
   */
  standBy(element: Element): void
  /** Whether we are under the pointer or have the focus: all that the page can see. */
  is(element: Element | null | undefined): boolean
}

/** Overrides the page's rules for the host, also `!important` ones. */
const HOST_RULE = ':host{all:initial!important;position:fixed!important;pointer-events:none!important}'

const MODAL = 'dialog:modal'
/** Other elements in the top layer, above ours if they came later. */
const RAISED = `${MODAL},:popover-open,:fullscreen`

export function createHost(abort: AbortSignal): Host {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'closed' })
  const layer = document.createElement('div')
  layer.popover = 'manual'
  root.append(layer)
  let over: Element | null = null

  function addStyles(css: string): void {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets.push(sheet)
  }

  addStyles(HOST_RULE + styles)
  onEnd(abort, () => host.remove())
  return {
    layer,
    addStyles,
    standBy(element) {
      // Positions are measured after the page's zoom; drawn inside, they would be zoomed twice.
      const zoom = String(1 / host.currentCSSZoom)
      if (layer.style.zoom !== zoom) layer.style.zoom = zoom
      const home = closestAcross(element, MODAL) ?? document.documentElement
      const ground = closestAcross(element, RAISED)
      if (host.parentNode === home && ground === over) return
      over = ground
      // `moveBefore` keeps the frame's document (https://dom.spec.whatwg.org/#dom-parentnode-movebefore).
      if (!host.isConnected) home.append(host)
      else if (host.parentNode !== home) home.moveBefore(host, null)
      if (layer.matches(':popover-open')) layer.hidePopover()
      layer.showPopover()
    },
    is: (element) => element === host,
  }
}
