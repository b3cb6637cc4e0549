/** The page of one case, in place of the lists or beside them. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import type { RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { ComponentChildren } from 'preact'
import { caseWords } from '../../locales/case.ts'
import type { CaseView, InquiryCaseView, SessionCaseView } from '../../messages/messages.ts'
import { formatProviderStatus, nameProvider, shortenId } from '../format/source.ts'
import { judgeCase } from '../format/ticket-note.ts'
import { isTroubled, Staleness } from '../lists/source-bar.tsx'
import { CopyButton } from '../primitives/button.tsx'
import { drawIcon } from '../primitives/icons.tsx'
import { Skeleton } from '../primitives/lazy.tsx'
import { Section } from '../primitives/section.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import { type Case, originOfId } from '../state/case/case.ts'
import type { Others } from '../state/case/customer.ts'
import { describeDoubts } from '../state/case/search-finds.ts'
import type { Watching } from '../state/case/watching.ts'
import type { SessionFilters } from '../state/lists/lists.ts'
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

const FilterIcon = drawIcon('filter')

interface CasePageProps {
  opened: Case
  /** The company's own number that led here. */
  reference: string | undefined
  config: Config | undefined
  texts: ReplyTexts | undefined
  reveals: RevealControls
  watching: Watching | undefined
  others: Others
  backTo: string
  onBack(): void
  unread?: ComponentChildren
}

export function CasePage(props: CasePageProps) {
  const { opened, reference, config, texts, reveals, watching, others, unread, ...back } = props
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
            <CopyButton text={subject} label={labelOfCopy(view)} />
          </>
        }
      >
        {caseWords.page.title} <span class="id">{shortenId(subject)}</span>
      </CaseBar>
      {unread}
      {view && <MatchLine id={opened.id} reference={reference} />}
      {view ? (
        <>
          {isTroubled(opened) && <Staleness answer={opened} />}
          <CaseBody {...{ view, config, texts, reveals, watching, others }} />
        </>
      ) : failure ? (
        <CaseFailure
          failure={failure}
          opened={opened}
          origin={originOfId(opened.id, config?.providers)}
          hint={describeDoubts(opened.id)}
        />
      ) : (
        <Skeleton rows={6} label={caseWords.page.opening} />
      )}
    </section>
  )
}

function labelOfCopy(view: CaseView | undefined): string {
  const { copyId, copyInquiryId, copySessionId } = caseWords.actions
  return view === undefined ? copyId : view.about === 'inquiry' ? copyInquiryId : copySessionId
}

/** Filters the lists to the inquiry or, for sessions without one, to the customer. */
function FilterButton({ view, onFilter }: { view: CaseView; onFilter: Others['narrow'] }) {
  const to = findRows(view)
  if (!to) return null
  const { onlyCustomer, onlyInquiry } = caseWords.page
  const label = to.inquiry === undefined ? onlyCustomer : onlyInquiry
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

interface CaseBodyProps extends Pick<CasePageProps, 'config' | 'texts' | 'reveals' | 'watching' | 'others'> {
  view: CaseView
}

function CaseBody({ view, config, texts, reveals, watching, others }: CaseBodyProps) {
  const { now } = useSurface()
  const verdict = judgeCase(view, now.value)
  const status = view.about === 'inquiry' ? view.inquiry.status : formatProviderStatus(view.session)
  return (
    <div class="case-body">
      <div class="case-part">
        <VerdictHeading verdict={verdict} status={status} />
        <RecentViewers seen={view.seen} />
        <ReplyBox view={view} verdict={verdict} texts={texts} />
        <CaseActions view={view} config={config} watching={watching} />
      </div>
      <Hints view={view} />
      {view.about === 'inquiry' ? (
        <InquiryParts view={view} reveals={reveals} others={others} />
      ) : (
        <SessionParts view={view} reveals={reveals} others={others} />
      )}
    </div>
  )
}

interface PartsProps<TView> extends Pick<CasePageProps, 'reveals' | 'others'> {
  view: TView
}

function InquiryParts({ view, reveals, others }: PartsProps<InquiryCaseView>) {
  const { provider, inquiry } = view
  const reveal = (kind: RevealKind, id: string, known?: readonly string[]) =>
    inquiry.redactedAt === null && (
      <RevealBox provider={provider} kind={kind} id={id} controls={reveals} known={known} />
    )
  return (
    <>
      <SameInquiries inquiry={inquiry} others={others} />
      <Section id="case-happened" level="h3" title={caseWords.happened}>
        <Timeline view={view} onRequest={({ id }) => reveal('session', id)} />
      </Section>
      <Section id="case-facts" level="h3" class="case-part" title={caseWords.page.inquiry}>
        <CaseFacts inquiry={inquiry} />
        {reveal('inquiry', inquiry.id, inquiry.referenceId === null ? [] : ['reference-id'])}
      </Section>
    </>
  )
}

function SessionParts({ view, reveals, others }: PartsProps<SessionCaseView>) {
  const { provider, session, steps, attemptsLeft, related } = view
  const { id, flow } = session
  return (
    <>
      <SameSessions session={session} related={related} others={others} />
      <Section id="case-happened" level="h3" title={caseWords.happened}>
        <Timeline view={view} />
        {!steps?.length && <p class="section-note">{caseWords.page.noSteps(nameProvider(provider))}</p>}
      </Section>
      <Section id="case-session" level="h3" class="case-part" title={caseWords.page.session}>
        {flow && <FlowFacts session={session} flow={flow} attemptsLeft={attemptsLeft} />}
        <RevealBox
          provider={provider}
          kind="session"
          id={id}
          controls={reveals}
          known={flow?.externalId == null ? [] : ['external_id']}
        />
      </Section>
    </>
  )
}
