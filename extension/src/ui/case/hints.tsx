/** Risk hints, each with its basis. Draws nothing without hints. */
import { sessionsOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { caseWords } from '../../locales/case.ts'
import type { CaseView } from '../../messages/messages.ts'
import { describeHint, type HintMessage } from '../format/hint-messages.ts'
import { ToneMark } from '../primitives/badge.tsx'
import { useSurface } from '../primitives/surface-context.ts'

export function Hints({ view }: { view: CaseView }) {
  const all = useHintMessages(view)
  if (all.length === 0) return null
  return (
    <section class="case-part" aria-labelledby="case-signals">
      <h3 id="case-signals">{caseWords.hints.title}</h3>
      <HintList messages={all} />
      <p class="hints-note">{caseWords.hints.note}</p>
    </section>
  )
}

/** The first hint, for the card. */
export function BriefHints({ view }: { view: CaseView }) {
  const [first, ...others] = useHintMessages(view)
  if (!first) return null
  return (
    <section aria-label={caseWords.hints.title}>
      <HintList messages={[first]} />
      {others.length > 0 && <p class="hints-note">{caseWords.hints.more(others.length)}</p>}
    </section>
  )
}

function HintList({ messages }: { messages: readonly HintMessage[] }) {
  return (
    <ul class="hints">
      {messages.map(({ title, basis, reason }) => (
        <li key={title + basis}>
          <ToneMark tone="attention" />
          <p>
            <b>{title}</b>
            <span>{reason === undefined ? basis : caseWords.hints.withReason(basis, reason)}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

function useHintMessages(view: CaseView): HintMessage[] {
  const { now } = useSurface()
  const sessions = sessionsOf(view)
  return (view.hints ?? []).flatMap((hint) => describeHint({ hint, sessions, now: now.value }) ?? [])
}
