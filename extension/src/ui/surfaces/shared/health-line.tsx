/** The footer: state and quota of each provider. */
import { noticeWords } from '../../../locales/surface.ts'
import { describeHealth, describeLive } from '../../format/health.ts'
import { useSurface } from '../../primitives/surface-context.ts'
import type { Health } from '../../state/session/health.ts'

/** `undefined`: its code is loading. */
export function HealthLine({ health }: { health: Health | undefined }) {
  const { now } = useSurface()
  const { providers, asOf, live } = health?.value ?? { providers: [], asOf: 0 }
  return (
    <ul class="health" aria-label={noticeWords.health.title}>
      {providers.map((one) => {
        const { who, words, isTroubled } = describeHealth(one, now.value - asOf)
        const told = describeLive(live, one.provider, now.value)
        return (
          <li key={who} data-troubled={isTroubled}>
            <b>{who}</b> {[words, ...told].join(' · ')}
          </li>
        )
      })}
    </ul>
  )
}
