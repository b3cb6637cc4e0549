/**
 * Bodies that were written and hashed already: the same rows are the same text for all who ask while they are held. A
 * few are enough, since at any time most ask for the same few.
 */
import type { Rendered } from '../queries/answer.ts'

/** Of a hundred rows a page, about four megabytes. */
const MOST = 64

export interface SerializedAnswers {
  /** `content`: what is rendered, by identity: what is held anew is written anew. */
  of(key: string, content: object, render: () => Rendered): Rendered
}

export function createSerializedAnswers(most = MOST): SerializedAnswers {
  const known = new Map<string, { content: object; rendered: Rendered }>()
  return {
    of(key, content, render) {
      const held = known.get(key)
      const rendered = held?.content === content ? held.rendered : render()
      known.delete(key)
      known.set(key, { content, rendered })
      for (const oldest of known.keys()) {
        if (known.size <= most) break
        known.delete(oldest)
      }
      return rendered
    },
  }
}
