/** What an object's ID looks like, and what kind of thing it names. */
import { persona } from './providers/persona.ts'
import type { ProviderId } from './providers/registry.ts'

type KindOfPrefix = typeof persona.kindOfPrefix
export type ObjectKind = KindOfPrefix[keyof KindOfPrefix]

export interface ObjectId {
  provider: ProviderId
  kind: ObjectKind
  id: string
}

/**
 * Looser than what is known of today's IDs (base58, 24 to 28): their length and alphabet may change at any time, the
 * documents' own placeholders (`inq_ABC123`) are short, and the provider is the one to say that an ID does not exist.
 */
const PERSONA_ID = /^([a-z]{2,8})_[A-Za-z0-9]{4,64}$/

const isKnownPrefix = (prefix: string): prefix is keyof KindOfPrefix =>
  Object.hasOwn(persona.kindOfPrefix, prefix)

/** Names the kind of a whole ID; `undefined` for anything that is not one. */
export function classifyObjectId(text: string): ObjectId | undefined {
  const prefix = PERSONA_ID.exec(text)?.[1]
  if (prefix === undefined || !isKnownPrefix(prefix)) return undefined
  return { provider: 'persona', kind: persona.kindOfPrefix[prefix], id: text }
}

export function isObjectId(text: string, ...kinds: ObjectKind[]): boolean {
  const found = classifyObjectId(text)
  return found !== undefined && (kinds.length === 0 || kinds.includes(found.kind))
}
