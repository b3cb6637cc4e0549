/** The body of a provider's answer, as far as it is JSON. */

/** More than any page of ours holds. */
const LARGEST_ANSWER_BYTES = 2_000_000

/** `undefined` for what is no JSON, or too much of it. */
export async function readJson(response: Response): Promise<unknown> {
  if (!response.headers.get('Content-Type')?.includes('json') || response.body === null) return undefined
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > LARGEST_ANSWER_BYTES) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(await new Blob(chunks).text())
  } catch {
    return undefined
  }
}
