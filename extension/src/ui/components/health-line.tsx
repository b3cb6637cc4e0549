/** At the foot of a surface: how it stands with each provider, and how much may still be asked of it. */
import { tellHealth } from '../format/health.ts'
import type { Health } from '../state/health.ts'

export function HealthLine({ health }: { health: Health }) {
  return (
    <footer>
      <ul class="health" aria-label="Providers">
        {health.value.map((one) => {
          const { who, said, isTroubled } = tellHealth(one)
          return (
            <li key={who} data-troubled={isTroubled}>
              <b>{who}</b> {said}
            </li>
          )
        })}
      </ul>
    </footer>
  )
}
