/** A state as shape, word and tone, never as colour alone, with the provider's own word beside it. */
import { CASE_STATES, type CaseState, type Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import {
  ArrowRingIcon,
  CheckRingIcon,
  ClockIcon,
  CrossRingIcon,
  DashedRingIcon,
  DiamondIcon,
  DotIcon,
  HalfRingIcon,
  QuestionRingIcon,
  SlashRingIcon,
  SquareIcon,
  TriangleIcon,
} from './icons.tsx'

const SHAPES = {
  'not-opened': DashedRingIcon,
  'in-progress': HalfRingIcon,
  'waiting-on-us': DiamondIcon,
  approved: CheckRingIcon,
  declined: CrossRingIcon,
  expired: ClockIcon,
  failed: TriangleIcon,
  voided: SlashRingIcon,
  redacted: SquareIcon,
  unknown: QuestionRingIcon,
} as const satisfies Record<CaseState, unknown>

export function StatusMark({ caseState, said }: { caseState: CaseState; said: string }) {
  const Shape = SHAPES[caseState]
  const { word, tone } = CASE_STATES[caseState]
  return (
    <span class="status" data-tone={tone}>
      <Shape />
      <span class="status-word">{word}</span>
      <span class="said">{said}</span>
    </span>
  )
}

const TONE_SHAPES = {
  good: CheckRingIcon,
  bad: CrossRingIcon,
  attention: DiamondIcon,
  active: ArrowRingIcon,
  idle: DotIcon,
} as const satisfies Record<Tone, unknown>

/** For what has words of its own already. */
export function ToneMark({ tone }: { tone: Tone }) {
  const Shape = TONE_SHAPES[tone]
  return (
    <span class="tone-mark" data-tone={tone}>
      <Shape />
    </span>
  )
}
