/** The card over an ID in a page: the verdict and the next step. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { isCaseOver, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { ReadonlySignal, Signal } from '@preact/signals'
import { caseWords } from '../../../locales/case.ts'
import { commonWords } from '../../../locales/surface.ts'
import type { CaseView, InquiryCaseView, SessionCaseView } from '../../../messages/messages.ts'
import { PanelButton, TicketButton } from '../../case/case-actions.tsx'
import { DashboardLink, findDashboard } from '../../case/dashboard-link.tsx'
import { BriefHints } from '../../case/hints.tsx'
import { ReplyBox } from '../../case/reply-box.tsx'
import { BriefTimeline } from '../../case/timeline-entry.tsx'
import { LastSession, MatchLine, RecentViewers, VerdictHeading } from '../../case/verdict-heading.tsx'
import { WatchButton } from '../../case/watch-button.tsx'
import { formatProviderStatus } from '../../format/source.ts'
import { judgeCase } from '../../format/ticket-note.ts'
import { isTroubled, SourceBar, Staleness } from '../../lists/source-bar.tsx'
import { CopyButton } from '../../primitives/button.tsx'
import { CloseIcon, drawIcon, LinkIcon } from '../../primitives/icons.tsx'
import { FailureNotice, lazy, Skeleton, Tip } from '../../primitives/lazy.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import { type Case, originOfId } from '../../state/case/case.ts'
import type { CustomerCases } from '../../state/case/customer.ts'
import type { Watching } from '../../state/case/watching.ts'
import type { Action } from '../../state/resource/resource.ts'

const CaseFailure = lazy(() => import('../../case/case-failure.tsx').then((module) => module.CaseFailure))
const CustomerCasesView = lazy(() =>
  import('../shared/customer-cases.tsx').then((module) => module.CustomerCasesView),
)

const PinIcon = drawIcon('pin')

interface CardViewProps {
  opened: Case
  /** The customer number that led here. */
  reference: string | undefined
  config: ReadonlySignal<Config | undefined>
  texts: ReadonlySignal<ReplyTexts | undefined>
  openPanel: Action<null>
  watching: Watching | undefined
  isPinned: Signal<boolean>
  onClose(): void
}

export function CardView(props: CardViewProps) {
  const { opened, reference, config, texts, openPanel, watching, isPinned, onClose } = props
  const view = opened.data.value
  const failure = opened.error.value
  const origin = opened.source.value ?? originOfId(opened.id, config.value?.providers)
  return (
    <>
      <SourceBar origins={origin ? [origin] : []} freshness={opened}>
        <BarButtons isPinned={isPinned} onClose={onClose} />
      </SourceBar>
      {view ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keys, also where nothing in it is pressed
        <section class="card-scroll" aria-label={caseWords.page.title} tabIndex={0}>
          {isTroubled(opened) && <Staleness answer={opened} />}
          <MatchLine id={opened.id} reference={reference} />
          {view.about === 'inquiry' ? (
            <CardBody view={view} texts={texts.value} />
          ) : (
            <SessionCardBody view={view} texts={texts.value} />
          )}
        </section>
      ) : failure ? (
        <CaseFailure failure={failure} opened={opened} origin={origin} />
      ) : (
        <Loading />
      )}
      <footer class="card-foot">
        {openPanel.failure.value && <FailureNotice size="line" isBrief failure={openPanel.failure.value} />}
        <CardActions
          id={view ? subjectOf(view) : opened.id}
          view={view}
          config={config.value}
          openPanel={openPanel}
          watching={watching}
        />
      </footer>
      <Tip />
    </>
  )
}

function BarButtons({ isPinned, onClose }: Pick<CardViewProps, 'isPinned' | 'onClose'>) {
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={caseWords.actions.keepOpen}
        title={caseWords.actions.keepOpen}
        aria-pressed={isPinned.value}
        onClick={() => {
          isPinned.value = !isPinned.value
        }}
      >
        <PinIcon />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={commonWords.close}
        title={commonWords.close}
        onClick={onClose}
      >
        <CloseIcon />
      </button>
    </>
  )
}

function Loading() {
  return (
    <div class="card-loading" aria-busy="true">
      <Skeleton rows={3} label={caseWords.page.lookingUp} />
    </div>
  )
}

interface CardBodyProps<TView> {
  view: TView
  texts: ReplyTexts | undefined
}

function SessionCardBody({ view, texts }: CardBodyProps<SessionCaseView>) {
  const { now } = useSurface()
  const verdict = judgeCase(view, now.value)
  const { session } = view
  return (
    <div class="card-body">
      <VerdictHeading verdict={verdict} status={formatProviderStatus(session)} />
      <RecentViewers seen={view.seen} />
      <ReplyBox view={view} verdict={verdict} texts={texts} />
      <BriefHints view={view} />
      <LastSession view={view} />
      <section class="card-events" aria-label={caseWords.happenedLast}>
        <BriefTimeline view={view} />
      </section>
    </div>
  )
}

function CardBody({ view, texts }: CardBodyProps<InquiryCaseView>) {
  const { now } = useSurface()
  const verdict = judgeCase(view, now.value)
  const { inquiry } = view
  return (
    <div class="card-body">
      <VerdictHeading verdict={verdict} status={inquiry.status} />
      <RecentViewers seen={view.seen} />
      <ReplyBox view={view} verdict={verdict} texts={texts} />
      <BriefHints view={view} />
      <LastSession view={view} />
      <section class="card-events" aria-label={caseWords.happenedLast}>
        <BriefTimeline view={view} />
      </section>
    </div>
  )
}

interface CardActionsProps {
  id: string
  view: CaseView | undefined
  config: Config | undefined
  openPanel: Action<null>
  watching: Watching | undefined
}

function CardActions({ id, view, config, openPanel, watching }: CardActionsProps) {
  const link = view && findDashboard(config, view.provider, id)
  return (
    <>
      <p class="card-id">
        <code>{id}</code>
        <CopyButton text={id} label={caseWords.actions.copyId} />
        {link && (
          <CopyButton text={link.address} label={caseWords.actions.copyDashboardLink} icon={LinkIcon} />
        )}
        {view && <DashboardLink provider={view.provider} id={id} config={config} shortcut="o" isIcon />}
      </p>
      <div class="card-actions">
        <PanelButton openPanel={openPanel} />
        {view && <TicketButton view={view} link={link} />}
        {view && watching && <WatchButton watching={watching} id={id} isOver={isCaseOver(view)} />}
      </div>
    </>
  )
}

interface CustomerCardProps {
  customer: CustomerCases
  openPanel: Action<null>
  isPinned: Signal<boolean>
  onClose(): void
  onOpenCase(id: string): void
}

export function CustomerCard({ customer, openPanel, isPinned, onClose, onOpenCase }: CustomerCardProps) {
  return (
    <>
      <SourceBar origins={customer.data.value?.asked ?? []} freshness={customer}>
        <BarButtons isPinned={isPinned} onClose={onClose} />
      </SourceBar>
      <div class="card-scroll">
        <CustomerCasesView customer={customer} onOpenCase={onOpenCase} />
      </div>
      <footer class="card-foot">
        {openPanel.failure.value && <FailureNotice size="line" isBrief failure={openPanel.failure.value} />}
        <p class="card-id">
          <code>{customer.reference}</code>
          <CopyButton text={customer.reference} label={caseWords.actions.copyReference} />
        </p>
        <div class="card-actions">
          <PanelButton openPanel={openPanel} />
        </div>
      </footer>
    </>
  )
}
