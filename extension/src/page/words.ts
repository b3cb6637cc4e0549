/** Which texts of a page read as one word, though its markup breaks them: `inq_<wbr>S7A8<mark>PsDS</mark>`. */
import { isElement, isText } from './tree.ts'

/** Letters, and places between them: longer than any ID or number. */
export const REACH = 128

/** Never inside a word. Of other elements, the computed style tells. */
const BREAKS = 'br,img,svg,canvas,video,iframe,object,embed,div,p,li,td,th,dt,dd'

/** A byte order mark is none. */
export const SPACE = /[^\S\uFEFF]/

export const textOf = (texts: readonly Text[]): string => texts.map(({ data }) => data).join('')

/** The texts on one side of a node, nearest first, up to a space: in the same line of text, or (cheaper) wherever they are. */
export function textsBeside(from: Node, isBefore: boolean, isSameLine = false): Text[] {
  const texts: Text[] = []
  let crossed: Element[] = []
  let isEntered = false
  let node: Node | null = from
  for (let length = 0; length < REACH; length++) {
    const inner: Node | null = isEntered ? node[isBefore ? 'lastChild' : 'firstChild'] : null
    const beside: Node | null = inner ?? node[isBefore ? 'previousSibling' : 'nextSibling']
    isEntered = beside !== null
    node = beside ?? node.parentNode
    if (!node) break
    if (isElement(node)) crossed.push(node)
    if (!isText(node)) continue
    const { data } = node
    if (SPACE.test(data.at(isBefore ? -1 : 0) ?? '') || (isSameLine && !areInline(crossed))) break
    texts.push(node)
    crossed = []
    length += data.length
    if (SPACE.test(data)) break
  }
  return texts
}

/** Styles are read only where they make a difference. */
const areInline = (elements: readonly Element[]): boolean =>
  !elements.some((element) => element.matches(BREAKS) || element.shadowRoot) &&
  elements.every((element) => /^(inline|contents)$/.test(getComputedStyle(element).display))
