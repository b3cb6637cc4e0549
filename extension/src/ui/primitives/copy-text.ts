/**
 * Copies a text, with the same as HTML beside it where there is any. The clipboard of a frame in a web page is in the page's
 * hands (its permissions policy can take it away), but a copy that a person asked for is not: there, we answer the browser's
 * own copy event.
 */
export async function copyText(
  { navigator, document }: Pick<Window, 'navigator' | 'document'>,
  text: string,
  html?: string,
): Promise<void> {
  try {
    await (html === undefined
      ? navigator.clipboard.writeText(text)
      : navigator.clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })]))
  } catch (error) {
    if (!copyByCommand(document, text, html)) throw error
  }
}

function copyByCommand(document: Document, text: string, html: string | undefined): boolean {
  let isAnswered = false
  const answer = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
    if (html !== undefined) event.clipboardData?.setData('text/html', html)
    isAnswered = true
  }
  document.addEventListener('copy', answer)
  document.execCommand('copy')
  document.removeEventListener('copy', answer)
  return isAnswered
}
