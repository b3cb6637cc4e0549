/**
 * The one element that we add to a page. Its shadow tree is closed: what is in it the page can neither read, style, find
 * nor listen to. The tree holds a layer in the top layer, above any z-index, which itself takes no click.
 */
import styles from './host.css?inline'
import { onEnd } from './listen.ts'
import { closestAcross } from './tree.ts'

export interface Host {
  /** Everything we draw goes in here. */
  readonly layer: HTMLElement
  addStyles(css: string): void
  /**
   * Stands where this element can be drawn over: within the modal dialog that it is in, since everything outside of it
   * is inert. Also puts back what the page has removed.
   */
  standBy(element: Element): void
  /** The page can tell no more of us than that this is what is under the pointer, or has the focus. */
  is(element: Element | null | undefined): boolean
}

/** The page's rules reach the host from outside, `!important` ones too. Such a rule from within stands above them. */
const HOST_RULE = ':host{all:initial!important;position:fixed!important;pointer-events:none!important}'

const MODAL = 'dialog:modal'
/** What is in the top layer too, and above ours when it came later. */
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
      // What the page magnifies is measured as it stands; drawn within, it would be magnified once more.
      layer.style.zoom = String(1 / host.currentCSSZoom)
      const home = closestAcross(element, MODAL) ?? document.documentElement
      const ground = closestAcross(element, RAISED)
      if (host.parentNode === home && ground === over) return
      over = ground
      // In one move a frame within keeps its document (https://dom.spec.whatwg.org/#dom-parentnode-movebefore).
      if (!host.isConnected) home.append(host)
      else if (host.parentNode !== home) home.moveBefore(host, null)
      if (layer.matches(':popover-open')) layer.hidePopover()
      layer.showPopover()
    },
    is: (element) => element === host,
  }
}
