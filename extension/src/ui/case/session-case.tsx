/** The case of a session that stands for itself: how it stands, its steps, its facts, and others of the customer. */
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import type { SessionCaseView } from '../../messages/messages.ts'
import { formatProviderStatus } from '../format/provider-status.ts'
import { nameProvider } from '../format/source.ts'
import { judgeCase } from '../format/verdict.ts'
import { useSurface } from '../primitives/surface-context.ts'
import type { Others } from '../state/case/customer.ts'
import { CaseActions } from './case-actions.tsx'
import { FlowFacts } from './flow-facts.tsx'
import { Hints } from './hints.tsx'
import { RecentViewers } from './recent-viewers.tsx'
import { ReplyBox } from './reply-box.tsx'
import { RevealBox, type RevealControls } from './reveal-box.tsx'
import { SameSessions } from './same-person.tsx'
import { Timeline } from './timeline.tsx'
import { VerdictHeading } from './verdict-heading.tsx'

interface SessionCaseBodyProps {
  view: SessionCaseView
  config: Config | undefined
  texts: ReplyTexts | undefined
  reveals: RevealControls
  others: Others
}

export function SessionCaseBody({ view, config, texts, reveals, others }: SessionCaseBodyProps) {
  const { now } = useSurface()
  const { provider, session, steps, attemptsLeft, related } = view
  const verdict = judgeCase(view, now.value)
  return (
    <div class="case-body">
      <div class="case-part">
        <VerdictHeading verdict={verdict} said={formatProviderStatus(session)} />
        <RecentViewers seen={view.seen} />
        <ReplyBox view={view} verdict={verdict} texts={texts} />
        <CaseActions view={view} config={config} />
      </div>
      <Hints view={view} />
      <SameSessions session={session} related={related} others={others} />
      <section aria-labelledby="case-happened">
        <h3 id="case-happened">What happened</h3>
        <Timeline view={view} />
        {(steps === null || steps.length === 0) && (
          <p class="section-note">{nameProvider(provider)} tells no steps of this session.</p>
        )}
      </section>
      <section class="case-part" aria-labelledby="case-session">
        <h3 id="case-session">Session</h3>
        {session.flow && <FlowFacts session={session} flow={session.flow} attemptsLeft={attemptsLeft} />}
        <RevealBox
          provider={provider}
          kind="session"
          id={session.id}
          controls={reveals}
          known={session.flow?.externalId == null ? [] : ['external_id']}
        />
      </section>
    </div>
  )
}
