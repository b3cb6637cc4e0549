import type { Uuids } from '../uuids.ts'

export type Workflow = {
  readonly id: string
  readonly name: string
  readonly steps: readonly string[]
}

const PLANS = [
  { name: 'Customer onboarding', steps: ['ID_VERIFICATION', 'FACE_LIVENESS', 'CUSTOM_PROMPT'] },
  { name: 'PEP & sanctions rescreen', steps: ['ID_VERIFICATION', 'ADDRESS_VERIFICATION', 'PEP_SANCTIONS'] },
  { name: 'Age check', steps: ['AGE_ESTIMATION', 'TEA_LEAF_READING', 'ADVERSE_MEDIA'] },
] as const

export const listWorkflows = (uuids: Uuids): readonly Workflow[] =>
  PLANS.map((plan, number) => ({ ...plan, id: uuids.write('workflow', number) }))
