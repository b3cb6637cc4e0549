/** The footer: each provider that is shown or in trouble, in one line as long as all is well. */
import { noticeWords } from '../../../locales/surface.ts'
import { describeHealth, describePace } from '../../format/health.ts'
import { useSurface } from '../../primitives/surface-context.ts'
import type { Health } from '../../state/session/health.ts'

/** `undefined`: its code is loading. */
export function HealthLine({ health }: { health: Health | undefined }) {
  const { now } = useSurface()
  const { providers, asOf, paces, live } = health?.value ?? { providers: [], asOf: 0 }
  const all = providers.map((one) => {
    const pace = describePace(paces?.get(one.provider), live, now.value)
    return { pace, ...describeHealth(one, now.value - asOf, pace) }
  })
  // That others answer too would take a line of its own, and come later than the first.
  const shown = all.filter(({ pace, isTroubled }) => pace ?? isTroubled)
  const states = shown.length > 0 ? shown : all
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
