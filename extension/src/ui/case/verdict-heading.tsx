/** The answer: the state, whether the link still works, what happened and why they are stuck, and what to do next. */
import type { LinkState, Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { formatExact, formatLeft } from '../format/time.ts'
import { StatusMark } from '../primitives/status-mark.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import { useAnnounce } from '../primitives/use-announce.ts'

interface VerdictHeadingProps {
  verdict: Verdict
  /** The provider's own word for the state. */
  said: string
}

export function VerdictHeading({ verdict, said }: VerdictHeadingProps) {
  const { caseState, sentence, nextStep, facts, link } = verdict
  const whole = `${sentence} Next: ${nextStep}`
  useAnnounce(whole, () => whole)
  return (
    <div class="verdict">
      <div class="verdict-state">
        <StatusMark caseState={caseState} said={said} />
        {link && <LinkChip link={link} />}
      </div>
      <p class="verdict-sentence">{sentence}</p>
      {facts.length > 0 && (
        <ul class="verdict-facts" aria-label="What is known">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      <p class="verdict-next">
        <b>Next</b> {nextStep}
      </p>
    </div>
  )
}

/** With less than that, an answer by mail may come too late. */
const SOON = 2 * 60 * 60_000

/** Stands before anything that could make the agent tell the customer to try again. */
function LinkChip({ link: { isDead, endsAt } }: { link: LinkState }) {
  const { now } = useSurface()
  const exact = endsAt === undefined ? undefined : formatExact(endsAt)
  if (isDead || endsAt === undefined) {
    return (
      <span class="chip" data-tone={isDead ? 'bad' : 'idle'} data-exact={exact}>
        {isDead ? 'Link expired' : 'Link works'}
      </span>
    )
  }
  const left = endsAt - now.value
  return (
    <span class="chip" data-tone={left < SOON ? 'attention' : 'idle'} data-exact={exact}>
      Link works {formatLeft(left, 'short')}
    </span>
  )
}
