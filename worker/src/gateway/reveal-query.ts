/** A reveal, as the desk and the gate speak of it to each other: no reading, since nothing of it may be held. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

export interface RevealQuery {
  provider: ProviderId
  kind: RevealKind
  id: string
  /** Names of the field table, sensitive or by pattern. */
  fields: readonly string[]
}

/** What the provider just said. `inquiryId`: whose it is. */
export interface RevealedFields {
  inquiryId: string | null
  /** By field; `null` where the provider says nothing. */
  values: Readonly<Record<string, string | null>>
}

export type RevealAnswer = { ok: true; revealed: RevealedFields } | { ok: false; problem: ProblemReport }
