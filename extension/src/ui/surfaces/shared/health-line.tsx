/** The footer: each provider, in one line as long as all is well. */
import { noticeWords } from '../../../locales/surface.ts'
import { describeHealth, describePace } from '../../format/health.ts'
import { useSurface } from '../../primitives/surface-context.ts'
import type { Health } from '../../state/session/health.ts'

/** `undefined`: its code is loading. */
export function HealthLine({ health }: { health: Health | undefined }) {
  const { now } = useSurface()
  const { providers, asOf, paces, live } = health?.value ?? { providers: [], asOf: 0 }
  // One that is asked soon: alone in other words, it would take a second line until then.
  const asked = providers.filter(({ state }) => state !== 'untried')
  const states = (asked.length > 0 ? asked : providers).map((one) =>
    describeHealth(one, now.value - asOf, describePace(paces?.get(one.provider), live, now.value)),
  )
  return (
    <ul class="health" aria-label={noticeWords.health.title}>
      {[...Map.groupBy(states, ({ words }) => words)].map(([words, alike]) => (
        <li key={words} data-troubled={alike[0]?.isTroubled}>
          <b>{alike.map(({ who }) => who).join(', ')}</b> {words}
        </li>
      ))}
    </ul>
  )
}
