/** The case of a session that stands for itself: how it stands, its steps, its facts, and others of the customer. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/replies/overlay-packs.ts'
import type { SessionCaseView } from '../../messages.ts'
import { nameProvider } from '../format/source.ts'
import { sayStatus } from '../format/status-words.ts'
import { judgeCase } from '../format/verdict.ts'
import { CaseActions } from './case-actions.tsx'
import { DisclosureList } from './disclosure-list.tsx'
import { FlowFacts } from './flow-facts.tsx'
import { ReplyBox } from './reply-box.tsx'
import { RevealBox, type RevealDesk } from './reveal-box.tsx'
import { SeenLine } from './seen-line.tsx'
import { SessionDetails } from './session-details.tsx'
import { SessionRow } from './session-row.tsx'
import { Signals } from './signals.tsx'
import { useSurface } from './surface.ts'
import { Timeline } from './timeline.tsx'
import { VerdictHeading } from './verdict-heading.tsx'

interface SessionCaseBodyProps {
  view: SessionCaseView
  config: Config | undefined
  texts: ReplyTexts | undefined
  reveals: RevealDesk
}

export function SessionCaseBody({ view, config, texts, reveals }: SessionCaseBodyProps) {
  const { now } = useSurface()
  const { provider, session, steps, attemptsLeft, related } = view
  const verdict = judgeCase(view, now.value)
  return (
    <div class="case-body">
      <div class="case-part">
        <VerdictHeading verdict={verdict} said={sayStatus(session)} />
        <SeenLine seen={view.seen} />
        <ReplyBox view={view} verdict={verdict} texts={texts} />
        <CaseActions view={view} config={config} />
      </div>
      <Signals view={view} />
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
          desk={reveals}
          known={session.flow?.externalId == null ? [] : ['external_id']}
        />
      </section>
      {related.length > 0 && (
        <section aria-labelledby="case-related">
          <h3 id="case-related">Others of this customer</h3>
          <DisclosureList
            label="Other sessions"
            rows={related}
            summary={(other) => <SessionRow session={other} />}
            details={(other) => <SessionDetails session={other} />}
          />
        </section>
      )}
    </div>
  )
}
