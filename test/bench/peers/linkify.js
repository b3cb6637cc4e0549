/** linkifyjs parses all text, here for one more kind of link. */
linkify.registerPlugin('inquiry', ({ scanner, parser }) => {
  scanner.start.ts('inq_', 'INQ')
  const Token = linkify.createTokenClass('inquiry', { isLink: true })
  parser.start.tt('INQ').ta(scanner.tokens.groups.alphanumeric, new linkify.State(Token))
})
const validate = (value) => new RegExp(`^${ID.source}$`).test(value)
globalThis.markIn = (root) =>
  linkifyElement(root.nodeType === 3 ? root.parentElement : root, {
    className: 'peer',
    tagName: 'span',
    validate,
  })
