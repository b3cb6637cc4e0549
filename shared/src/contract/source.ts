/** The `Lens-Source` header: a structured field (RFC 9651), `persona; environment=sandbox; state=stale; reason=provider-timeout`. */
import * as v from 'valibot'
import { type Source, SourceSchema } from '../domain/model.ts'

export const SOURCE_HEADER = 'Lens-Source'

export function formatSource({ provider, environment, state, reason }: Source): string {
  const parameters = [`environment=${environment}`, `state=${state}`, ...(reason ? [`reason=${reason}`] : [])]
  return [provider, ...parameters].join('; ')
}

/** `undefined` for anything that is not such a header, or names what this version does not know. */
export function parseSource(header: string | null): Source | undefined {
  const [provider, ...parameters] = (header ?? '').split(';').map((part) => part.trim())
  const pairs = parameters.map((part) => part.split('=', 2))
  const parsed = v.safeParse(SourceSchema, { provider, ...Object.fromEntries(pairs) })
  return parsed.success ? parsed.output : undefined
}
