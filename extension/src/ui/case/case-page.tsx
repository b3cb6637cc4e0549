/** The case file: one inquiry with all that is known of it, in place of the lists, and the way back to them. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { ComponentChildren } from 'preact'
import type { CaseView, InquiryCaseView, SessionCaseView } from '../../messages/messages.ts'
import { describeDoubts } from '../format/recognised.ts'
import { formatProviderStatus, nameProvider, shortenId } from '../format/source.ts'
import { judgeCase } from '../format/ticket-note.ts'
import { Staleness } from '../lists/source-bar.tsx'
import { CopyButton } from '../primitives/copy-button.tsx'
import { drawIcon } from '../primitives/icons.tsx'
import { Skeleton } from '../primitives/lazy.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Case } from '../state/case/case.ts'
import type { Others } from '../state/case/customer.ts'
import type { SessionFilters } from '../state/lists/lists.ts'
import { originOfId } from '../state/session/config.ts'
import { CaseActions } from './case-actions.tsx'
import { CaseBar } from './case-bar.tsx'
import { CaseFacts, FlowFacts } from './case-facts.tsx'
import { CaseFailure } from './case-failure.tsx'
import { Hints } from './hints.tsx'
import { ReplyBox } from './reply-box.tsx'
import { RevealBox, type RevealControls } from './reveal-box.tsx'
import { SameInquiries, SameSessions } from './same-person.tsx'
import { Timeline } from './timeline.tsx'
import { MatchLine, RecentViewers, VerdictHeading } from './verdict-heading.tsx'

const FilterIcon = drawIcon('M2.5 4.25h11M4.75 8h6.5M7 11.75h2')

interface CasePageProps {
  opened: Case
  /** The company's own number, where that led here. */
  reference: string | undefined
  config: Config | undefined
  texts: ReplyTexts | undefined
  reveals: RevealControls
  others: Others
  backTo: string
  onBack(): void
  /** What is new to whoever opened it. */
  unread?: ComponentChildren
}

export function CasePage(props: CasePageProps) {
  const { opened, reference, config, texts, reveals, others, unread, ...back } = props
  const view = opened.data.value
  const failure = opened.error.value
  const subject = view ? subjectOf(view) : opened.id

  return (
    <section class="case" aria-busy={view === undefined && failure === undefined}>
      <CaseBar
        {...back}
        action={
          <>
            {view && <FilterButton view={view} onFilter={others.narrow} />}
            <CopyButton text={subject} label={view ? `Copy ${view.about} ID` : 'Copy ID'} />
          </>
        }
      >
        Case <span class="id">{shortenId(subject)}</span>
      </CaseBar>
      {unread}
      {view && <MatchLine id={opened.id} reference={reference} />}
      {view ? (
        <>
          <Staleness answer={opened} />
          {view.about === 'inquiry' ? (
            <InquiryCaseBody view={view} config={config} texts={texts} reveals={reveals} others={others} />
          ) : (
            <SessionCaseBody view={view} config={config} texts={texts} reveals={reveals} others={others} />
          )}
        </>
      ) : failure ? (
        <CaseFailure
          failure={failure}
          opened={opened}
          origin={originOfId(opened.id, config?.providers)}
          hint={describeDoubts(opened.id)}
        />
      ) : (
        <>
          <p class="visually-hidden" role="status">
            Opening the case…
          </p>
          <Skeleton rows={6} />
        </>
      )}
    </section>
  )
}

/** To all rows of the inquiry or, where sessions stand for themselves, of the customer. */
function FilterButton({ view, onFilter }: { view: CaseView; onFilter: Others['narrow'] }) {
  const to = findRows(view)
  if (!to) return null
  const label = `Only this ${to.inquiry === undefined ? 'customer' : 'inquiry'}’s rows`
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => onFilter(to)}>
      <FilterIcon />
    </button>
  )
}

function findRows(view: CaseView): SessionFilters | undefined {
  if (view.about === 'inquiry') return { inquiry: view.inquiry.id }
  const externalId = view.session.flow?.externalId
  return externalId == null ? undefined : { externalId }
}

interface InquiryCaseBodyProps extends Pick<CasePageProps, 'config' | 'texts' | 'reveals' | 'others'> {
  view: InquiryCaseView
}

function InquiryCaseBody({ view, config, texts, reveals, others }: InquiryCaseBodyProps) {
  const { now } = useSurface()
  const { provider, inquiry } = view
  const verdict = judgeCase(view, now.value)
  return (
    <div class="case-body">
      <div class="case-part">
        <VerdictHeading verdict={verdict} said={inquiry.status} />
        <RecentViewers seen={view.seen} />
        <ReplyBox view={view} verdict={verdict} texts={texts} />
        <CaseActions view={view} config={config} />
      </div>
      <Hints view={view} />
      <SameInquiries inquiry={inquiry} others={others} />
      <section aria-labelledby="case-happened">
        <h3 id="case-happened">What happened</h3>
        <Timeline
          view={view}
          onRequest={({ id }) =>
            inquiry.redactedAt === null && (
              <RevealBox provider={provider} kind="session" id={id} controls={reveals} />
            )
          }
        />
      </section>
      <section class="case-part" aria-labelledby="case-facts">
        <h3 id="case-facts">Inquiry</h3>
        <CaseFacts inquiry={inquiry} />
        {inquiry.redactedAt === null && (
          <RevealBox
            provider={provider}
            kind="inquiry"
            id={inquiry.id}
            controls={reveals}
            known={inquiry.referenceId === null ? [] : ['reference-id']}
          />
        )}
      </section>
    </div>
  )
}

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
