/** The case file: one inquiry with all that is known of it, in place of the lists, and the way back to them. */
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import type { ComponentChildren } from 'preact'
import type { CaseView, InquiryCaseView } from '../../messages/messages.ts'
import { shortenId } from '../format/object-id.ts'
import { describeDoubts } from '../format/recognised.ts'
import { judgeCase } from '../format/verdict.ts'
import { Staleness } from '../lists/staleness.tsx'
import { CopyButton } from '../primitives/copy-button.tsx'
import { FilterIcon } from '../primitives/icons.tsx'
import { Skeleton } from '../primitives/skeleton.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Case } from '../state/case/case.ts'
import type { Others } from '../state/case/customer.ts'
import { originOfId, type SessionFilters } from '../state/lists/lists.ts'
import { CaseActions } from './case-actions.tsx'
import { CaseBar } from './case-bar.tsx'
import { CaseFacts } from './case-facts.tsx'
import { CaseFailure } from './case-failure.tsx'
import { Hints } from './hints.tsx'
import { MatchLine } from './match-line.tsx'
import { RecentViewers } from './recent-viewers.tsx'
import { ReplyBox } from './reply-box.tsx'
import { RevealBox, type RevealControls } from './reveal-box.tsx'
import { SameInquiries } from './same-person.tsx'
import { SessionCaseBody } from './session-case.tsx'
import { Timeline } from './timeline.tsx'
import { VerdictHeading } from './verdict-heading.tsx'

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
