import type { RiskFlag } from '../format/network.ts'

export function Chip({ label, tone }: RiskFlag) {
  return (
    <span class="chip" data-tone={tone}>
      {label}
    </span>
  )
}
