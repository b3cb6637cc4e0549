/** Ways through a page whose parts may lie in shadow trees. */

/** Also where a page took it over from another document, whose classes are not ours. */
export const isText = (node: Node): node is Text => node.nodeType === 3

/** The element whose shadow tree this is in. */
export function hostOf(node: Node): Element | null {
  const root = node.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** What the text is in; directly in a shadow tree, its host. */
export const elementOf = (text: Text): Element | null => text.parentElement ?? hostOf(text)

/** As `closest`, out of shadow trees too. */
export function closestAcross(element: Element | null, selector: string): Element | null {
  for (let inner = element; inner; inner = hostOf(inner)) {
    const found = inner.closest(selector)
    if (found) return found
  }
  return null
}

/** What lies over this text at this point: another element, nothing at all, or `undefined` for the text itself. */
export function coverOf(text: Text, x: number, y: number): Element | null | undefined {
  const top = (hostOf(text)?.shadowRoot ?? document).elementFromPoint(x, y)
  return top && (text.parentNode?.contains(top) || top === elementOf(text)) ? undefined : top
}
