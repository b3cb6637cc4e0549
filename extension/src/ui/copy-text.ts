/**
 * Copies a text. The clipboard of a frame in a web page is in the page's hands (its permissions policy can take it away),
 * but a copy that a person asked for is not: there, we answer the browser's own copy event.
 */
export async function copyText({ navigator, document }: Window, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (error) {
    if (!copyByCommand(document, text)) throw error
  }
}

function copyByCommand(document: Document, text: string): boolean {
  let isAnswered = false
  const answer = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
    isAnswered = true
  }
  document.addEventListener('copy', answer)
  document.execCommand('copy')
  document.removeEventListener('copy', answer)
  return isAnswered
}
