/** Walks through a page whose parts may lie in shadow trees. */

/** Works for nodes adopted from another document, whose classes differ. */
export const isText = (node: Node): node is Text => node.nodeType === 3
export const isElement = (node: Node): node is Element => node.nodeType === 1

export function hostOf(node: Node): Element | null {
  const root = node.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** The text's element, or the host if it lies directly in a shadow tree. */
export const elementOf = (text: Text): Element | null => text.parentElement ?? hostOf(text)

/** `closest` across shadow trees. */
export function closestAcross(element: Element | null, selector: string): Element | null {
  for (let inner = element; inner; inner = hostOf(inner)) {
    const found = inner.closest(selector)
    if (found) return found
  }
  return null
}

/** What covers the text at this point: an element, `null` for nothing, `undefined` for the text itself. */
export function coverOf(text: Text, x: number, y: number): Element | null | undefined {
  const top = (hostOf(text)?.shadowRoot ?? document).elementFromPoint(x, y)
  return top && (text.parentNode?.contains(top) || top === elementOf(text)) ? undefined : top
}

/** A textarea's initial text is a text node. */
const OFF_LIMITS =
  'head,script,style,noscript,template,textarea,select,' +
  '[contenteditable]:not([contenteditable=false i]),[role=textbox],' +
  '.CodeMirror,.cm-editor,.monaco-editor,.ace_editor'

/** Checked for hits only: for every node, it would dominate a scan. */
export const isEditable = (node: Text): boolean =>
  document.designMode === 'on' || closestAcross(elementOf(node), OFF_LIMITS) !== null
