/** Walks through a page whose parts may lie in shadow trees. */

/** Works for nodes adopted from another document, whose classes differ. */
export const isText = (node: Node): node is Text => node.nodeType === 3 || node.nodeType === 4
export const isElement = (node: Node): node is Element => node.nodeType === 1

export function hostOf(node: Node): Element | null {
  const root = node.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** The element around it, or the host if it lies directly in a shadow tree. */
export const elementOf = (node: Node): Element | null => node.parentElement ?? hostOf(node)

/** `closest` across shadow trees. */
export function closestAcross(element: Element | null, selector: string): Element | null {
  for (let inner = element; inner; inner = hostOf(inner)) {
    const found = inner.closest(selector)
    if (found) return found
  }
  return null
}

/** Pictures and fields cover what is below them, whatever their ground is. */
const SOLID = 'img,svg,video,canvas,iframe,object,embed,input,textarea,select'

/** Too faint to hide anything, as a computed style says it: `rgba(0, 0, 0, 0)`, `oklab(0 0 0 / 0)`. */
const CLEAR = /(^rgba.*,|\/) 0(\.0\d*)?\)$/

/** Nothing of it is drawn over what is below, such as a link that is stretched over a row. */
function isClear(element: Element): boolean {
  const { backgroundColor, backgroundImage } = getComputedStyle(element)
  const isBare = backgroundImage === 'none' && CLEAR.test(backgroundColor) && !element.closest(SOLID)
  return isBare || !element.checkVisibility({ opacityProperty: true })
}

/** Whether one of these, of one tree, can be seen at this point: a hit test tells of clipping, covers and dialogs alike. */
export function isSeen(nodes: readonly Node[], x: number, y: number): boolean {
  const [first] = nodes
  const root = (first && hostOf(first)?.shadowRoot) ?? document
  const top = root.elementFromPoint(x, y)
  const own = nodes.map((node) => (isElement(node) ? node : elementOf(node)))
  // Outside of the window there is nothing.
  if (!top || own.includes(top)) return top !== null
  // The hit test passes by what the pointer passes by; that is seen as what is around it.
  const solid = own.map((element) => {
    while (element && getComputedStyle(element).pointerEvents === 'none') element = elementOf(element)
    return element
  })
  const stack = root.elementsFromPoint(x, y)
  const depth = stack.findIndex((element) => solid.includes(element))
  return depth >= 0 && stack.slice(0, depth).every(isClear)
}

/** A textarea's initial text is a text node. */
const OFF_LIMITS =
  'head,script,style,noscript,template,textarea,select,' +
  '[contenteditable]:not([contenteditable=false i]),[role=textbox],' +
  '.CodeMirror,.cm-editor,.monaco-editor,.ace_editor'

/** Checked for hits only: for every node, it would dominate a scan. */
export const isEditable = (node: Text): boolean =>
  document.designMode === 'on' || closestAcross(elementOf(node), OFF_LIMITS) !== null
