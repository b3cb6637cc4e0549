/** Marks what there is, and then what changes, at most ten times a second. */
markIn(document.body)
const changed = new Set()
let isSet = false
const options = { childList: true, subtree: true, characterData: true }
const observer = new MutationObserver((records) => {
  for (const { type, target, addedNodes } of records) {
    if (type === 'characterData') changed.add(target)
    for (const node of addedNodes) changed.add(node)
  }
  if (isSet) return
  isSet = true
  setTimeout(() => {
    isSet = false
    observer.disconnect()
    for (const node of changed) if (node.isConnected) markIn(node)
    changed.clear()
    observer.observe(document.body, options)
  }, 100)
})
observer.observe(document.body, options)
