/** The plainest way: every text is searched, and what is found is a range in the highlight registry. */
const highlight = new Highlight()
CSS.highlights.set('peer', highlight)

globalThis.markIn = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = root.nodeType === 3 ? root : walker.nextNode(); node; node = walker.nextNode())
    for (const { index, 0: id } of node.data.matchAll(ID)) {
      const range = new Range()
      range.setStart(node, index)
      range.setEnd(node, index + id.length)
      highlight.add(range)
    }
}
