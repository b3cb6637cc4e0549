/** The side panel: the lists, and a case over or beside them. */

import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { ReadonlySignal } from '@preact/signals'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { listWords } from '../../../locales/lists.ts'
import type { CaseView, PageView } from '../../../messages/messages.ts'
import { CaseBar, ChangeLine } from '../../case/case-bar.tsx'
import type { RevealControls } from '../../case/reveal-box.tsx'
import { shortenId } from '../../format/source.ts'
import { PanelLists, type PanelListsProps, RecentList } from '../../lists/panel-lists.tsx'
import { SourceBar } from '../../lists/source-bar.tsx'
import { KeysIcon } from '../../primitives/icons.tsx'
import { lazy, Tip } from '../../primitives/lazy.tsx'
import { useKey } from '../../primitives/surface-context.ts'
import type { CustomerCases, FindPerson } from '../../state/case/customer.ts'
import type { Recents } from '../../state/case/recents.ts'
import type { SearchBoxState } from '../../state/case/search-box.ts'
import type { Panel } from '../../state/page/panel.ts'
import type { Late } from '../../state/resource/resource.ts'
import type { Health } from '../../state/session/health.ts'

const HealthLine = lazy(() => import('../shared/health-line.tsx').then((module) => module.HealthLine))
const CasePage = lazy(() => import('../../case/case-page.tsx').then((module) => module.CasePage))
const CustomerCasesView = lazy(() =>
  import('../shared/customer-cases.tsx').then((module) => module.CustomerCasesView),
)

const KeyDialog = lazy(() => import('./key-dialog.tsx').then((module) => module.KeyDialog))

interface PanelViewProps {
  panel: Panel
  search: SearchBoxState
  states: PanelListsProps['states']
  groups: PanelListsProps['groups']
  config: ReadonlySignal<Config | undefined>
  texts: ReadonlySignal<ReplyTexts | undefined>
  health: Late<Health>
  reveals: RevealControls
  recents: Recents
  findPerson: FindPerson
  front: ReadonlySignal<PageView | undefined>
}

export function PanelView({
  panel,
  search,
  states,
  groups,
  config,
  texts,
  reveals,
  findPerson,
  recents,
  health,
  front,
}: PanelViewProps) {
  const opened = panel.opened.value
  const customer = panel.customer.value
  const change = panel.change.value
  const isAway = opened !== undefined || customer !== undefined
  const back = useCallback(panel.closeCase, [panel])
  useFocusBack(isAway)
  // After the first paint.
  useEffect(() => void health.load(), [health])
  return (
    <>
      <SourceBar origins={panel.origins.value} freshness={panel.current.value} />
      <main class="panel" data-open={isAway}>
        <div class="panel-lists">
          <PanelLists
            panel={panel}
            search={search}
            recents={recents}
            states={states}
            groups={groups}
            config={config.value}
          />
        </div>
        <div class="panel-beside">
          {opened ? (
            <CasePage
              key={opened}
              opened={opened}
              reference={panel.depth.value === 0 ? customer?.reference : undefined}
              config={config.value}
              texts={texts.value}
              reveals={reveals}
              others={{
                find: findPerson,
                open: panel.openOther,
                cameFrom: panel.cameFrom.value,
                narrow: panel.narrow,
              }}
              backTo={panel.depth.value > 0 ? listWords.backTo.case : listWords.backTo.lists}
              onBack={back}
              unread={
                <>
                  <PageLine
                    page={front.value}
                    id={opened.id}
                    reference={customer?.reference}
                    view={opened.data.value}
                    onOpenCase={panel.openCase}
                  />
                  {change && <ChangeLine {...change} />}
                </>
              }
            />
          ) : customer ? (
            <CustomerPage key={customer} customer={customer} onOpenCase={panel.openCase} onBack={back} />
          ) : (
            <Idle recents={recents} onOpenCase={panel.openCase} />
          )}
        </div>
        <Tip />
      </main>
      <footer class="panel-foot">
        <HealthLine health={health.value.value} />
        <KeyHelp />
      </footer>
    </>
  )
}

/** The panel's keys, in a dialog. */
function KeyHelp() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={listWords.keys}
        aria-haspopup="dialog"
        {...useKey('?', listWords.keys)}
        onClick={() => setIsOpen(true)}
      >
        <KeysIcon />
      </button>
      {isOpen && <KeyDialog onClose={() => setIsOpen(false)} />}
    </>
  )
}

/** Beside the lists while no case is open. */
function Idle({ recents, onOpenCase }: { recents: Recents; onOpenCase(id: string): void }) {
  return (
    <>
      <p class="panel-idle">{listWords.selectRow}</p>
      {recents.cases.value.length > 0 && (
        <section class="panel-recents" aria-labelledby="panel-recents">
          <h2 id="panel-recents">{listWords.recents.title}</h2>
          <RecentList recents={recents} onOpenCase={onOpenCase} />
        </section>
      )}
    </>
  )
}

/** Restores focus to the row that opened the case. */
function useFocusBack(isAway: boolean): void {
  const left = useRef<Element | null>(null)
  const wasAway = useRef(false)
  // Before the case takes the focus.
  if (isAway && !wasAway.current) left.current = document.activeElement
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body
    if (!isAway && wasAway.current && isLost && left.current instanceof HTMLElement) left.current.focus()
    wasAway.current = isAway
  }, [isAway])
}

interface CustomerPageProps {
  customer: CustomerCases
  onOpenCase(id: string): void
  onBack(): void
}

export function CustomerPage({ customer, onOpenCase, onBack }: CustomerPageProps) {
  return (
    <section class="case">
      <CaseBar onBack={onBack} backTo={listWords.backTo.lists}>
        {listWords.customer.before}
        <span class="id">{customer.reference}</span>
        {listWords.customer.after}
      </CaseBar>
      <CustomerCasesView customer={customer} onOpenCase={onOpenCase} />
    </section>
  )
}

interface PageLineProps {
  page: PageView | undefined
  /** As requested. */
  id: string
  /** The customer number that led to the case. */
  reference: string | undefined
  view: CaseView | undefined
  onOpenCase(id: string): void
}

const MAX_OFFERED = 3

export function PageLine({ page, id, reference, view, onOpenCase }: PageLineProps) {
  if (!page) return null
  const own = [
    id,
    reference,
    ...(view?.about === 'inquiry' ? [view.inquiry.id, ...view.sessions.map((one) => one.id)] : []),
  ]
  if ([...page.ids, ...page.numbers].some((one) => own.includes(one))) return null
  const offered = page.ids.flatMap((one) => classifyObjectId(one) ?? []).slice(0, MAX_OFFERED)
  return (
    <p class="page-line" role="status">
      <span>{listWords.notOnPage}</span>
      {offered.length > 0 && <span>{listWords.onPage}</span>}
      {offered.map((one) => (
        <button key={one.id} type="button" class="button" onClick={() => onOpenCase(one.id)}>
          {shortenId(one.id)}
        </button>
      ))}
    </p>
  )
}
