/** Small marks in rows: a state (shape, word and tone, never colour alone), a risk flag, the environment, a time. */
import { CASE_STATES, type CaseState, type Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { commonWords } from '../../locales/surface.ts'
import type { RiskFlag } from '../format/device.ts'
import { nameEnvironment, nameProvider } from '../format/source.ts'
import { formatExact, formatInstant, formatRelative } from '../format/time.ts'
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
import { useSurface } from './surface-context.ts'

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

export function CaseShape({ caseState }: { caseState: CaseState }) {
  const Shape = SHAPES[caseState]
  return <Shape />
}

export function StatusMark({ caseState, status }: { caseState: CaseState; status: string }) {
  const { tone } = CASE_STATES[caseState]
  return (
    <span class="status" data-tone={tone}>
      <CaseShape caseState={caseState} />
      <span class="status-word">{commonWords.states[caseState]}</span>
      <span class="verbatim">{status}</span>
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

export function ToneMark({ tone }: { tone: Tone }) {
  const Shape = TONE_SHAPES[tone]
  return (
    <span class="tone-mark" data-tone={tone}>
      <Shape />
    </span>
  )
}

export function Chip({ label, tone }: RiskFlag) {
  return (
    <span class="chip" data-tone={tone}>
      {label}
    </span>
  )
}

interface EnvironmentBadgeProps {
  providers: readonly ProviderId[]
  environment: Environment
}

/** Providers and their environment: production is quiet, any other is loud. */
export function EnvironmentBadge({ providers, environment }: EnvironmentBadgeProps) {
  const { isSample } = useSurface()
  return (
    <span class="origin">
      <span class="provider">{providers.map(nameProvider).join(', ')}</span>{' '}
      {/* Sample data has no environment. */}
      <span class="environment" data-environment={isSample.value ? 'sample' : environment}>
        {isSample.value ? commonWords.sampleData : nameEnvironment(environment)}
        {!isSample.value && <span class="visually-hidden"> {commonWords.environment}</span>}
      </span>
    </span>
  )
}

/** `ExactTip` shows the exact time on hover and focus. Draws nothing without a time. */
const inBrief = (format: (instant: number, now: number) => string) =>
  function Time({ iso }: { iso: string | null }) {
    const { now } = useSurface()
    const instant = parseInstant(iso)
    if (iso === null || instant === undefined) return null
    return (
      <time dateTime={iso} data-exact={formatExact(instant)}>
        {format(instant, now.value)}
      </time>
    )
  }

/** How long ago, for rows. */
export const Ago = inBrief(formatRelative)

/** Clock time, for timelines: the distance between two entries matters more than their age. */
export const At = inBrief(formatInstant)

export function ExactTime({ iso }: { iso: string | null }) {
  const instant = parseInstant(iso)
  if (iso === null || instant === undefined) return <span class="missing">{commonWords.unknown}</span>
  return <time dateTime={iso}>{formatExact(instant)}</time>
}
