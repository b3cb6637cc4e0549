import type { JsonObject } from '../../common/json.ts'
import type { Ids } from '../ids.ts'
import type { Version } from '../versions.ts'

export type Resource = {
  readonly type: string
  readonly id: string
  readonly attributes: JsonObject
  readonly relationships?: JsonObject
}

export type Naming = { readonly ids: Ids }

/** What a resource is written with: the environment's IDs and the version that was asked for. */
export type Writing = Naming & { readonly version: Version }

export type Linkage = { readonly type: string; readonly id: string }

export function linkOne(linkage: Linkage | null): JsonObject {
  return { data: linkage }
}

export function linkMany(linkages: readonly Linkage[]): JsonObject {
  return { data: linkages }
}

export function writeTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
