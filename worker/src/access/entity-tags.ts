/** Entity tags of answers about people. Each agent gets their own for each question, so a tag can't be guessed or passed on. */
import { createHmac } from 'node:crypto'

/** A strong, quoted tag over these parts. */
export type TagOf = (...parts: readonly unknown[]) => string

export function createTags(pepper: string): TagOf {
  const key = createHmac('sha256', pepper).update('entity tags').digest()
  return (...parts) => {
    const digest = createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
    return `"${digest.slice(0, 22)}"`
  }
}

/**
 * RFC 9110 §13.1.2, with a difference: `*` never matches, because a 304 to it would say that something exists. A weak
 * tag means the same body here.
 */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((one) => one.trim().replace(/^W\//, ''))
  return tags?.includes(tag) ?? false
}
