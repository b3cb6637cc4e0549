/** How often what was tried went wrong, at a glance: a mark for each try, and the same in words. */
import type { Attempt } from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import { listPatterns } from '../format/timeline-messages.ts'
import { ToneMark } from '../primitives/status-mark.tsx'

interface TryPatternsProps {
  attempts: readonly Attempt[]
  /** Without what went as it should. */
  isBrief?: boolean
}

export function AttemptPatterns({ attempts, isBrief = false }: TryPatternsProps) {
  const patterns = listPatterns(attempts, isBrief)
  if (patterns.length === 0) return null
  return (
    <ul class="patterns" aria-label="What was tried">
      {patterns.map(({ name, marks, more, words }) => (
        <li key={name} class="pattern">
          <span class="pattern-marks" aria-hidden="true">
            {more > 0 && <span class="quiet">+{more}</span>}
            {marks.map(({ tone }, index) => (
              <ToneMark key={index} tone={tone} />
            ))}
          </span>
          <span class="pattern-name">
            {name}: <span class="pattern-words">{words}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
