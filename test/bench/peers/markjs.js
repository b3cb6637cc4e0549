/** mark.js puts an element around each. */
globalThis.markIn = (root) =>
  new Mark(root.nodeType === 3 ? root.parentElement : root).markRegExp(ID, { className: 'peer' })
