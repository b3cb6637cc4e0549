/** The body of a provider's answer, as far as it is JSON. */

/** More than any page of ours holds. */
const LARGEST_ANSWER_BYTES = 2_000_000

/** `undefined` for what is no JSON, or too much of it. */
export async function readJson(response: Response): Promise<unknown> {
  if (!response.headers.get('Content-Type')?.includes('json') || response.body === null) return undefined
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > LARGEST_ANSWER_BYTES) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  try {
    return JSON.parse(text + decoder.decode())
  } catch {
    return undefined
  }
}
