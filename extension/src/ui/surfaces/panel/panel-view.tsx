/** The side panel: the lists, and a case over or beside them. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { listWords } from '../../../locales/lists.ts'
import type { ExportDialogProps } from '../../lists/export-dialog.tsx'
import { PanelLists, type PanelListsProps, RecentList } from '../../lists/panel-lists.tsx'
import { SourceBar } from '../../lists/source-bar.tsx'
import { KeysIcon } from '../../primitives/icons.tsx'
import { lazy, Tip } from '../../primitives/lazy.tsx'
import { useKey } from '../../primitives/surface-context.ts'
import type { Recents } from '../../state/case/recents.ts'
import type { SearchBoxState } from '../../state/case/search-box.ts'
import type { Late } from '../../state/resource/resource.ts'
import type { Health } from '../../state/session/health.ts'
import type { CaseBesideProps } from './case-beside.tsx'

const ExportDialog = lazy(() => import('../../lists/export-dialog.tsx').then((module) => module.ExportDialog))
const HealthLine = lazy(() => import('../shared/health-line.tsx').then((module) => module.HealthLine))
const CaseBeside = lazy(() => import('./case-beside.tsx').then((module) => module.CaseBeside))

const KeyDialog = lazy(() => import('./key-dialog.tsx').then((module) => module.KeyDialog))

interface PanelViewProps extends CaseBesideProps {
  search: SearchBoxState
  states: PanelListsProps['states']
  groups: PanelListsProps['groups']
  finder: PanelListsProps['finder']
  views: PanelListsProps['views']
  strip: PanelListsProps['strip']
  health: Late<Health>
  recents: Recents
  exporting: ExportDialogProps['exporting'] & PanelListsProps['requesting']
}

export function PanelView({
  search,
  states,
  groups,
  finder,
  views,
  strip,
  recents,
  health,
  exporting,
  ...beside
}: PanelViewProps) {
  const { panel, config } = beside
  const isAway = (panel.opened.value ?? panel.customer.value) !== undefined
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
            finder={finder}
            views={views}
            strip={strip}
            config={config.value}
            requesting={exporting}
          />
        </div>
        <div class="panel-beside">
          {isAway ? <CaseBeside {...beside} /> : <Idle recents={recents} onOpenCase={panel.openCase} />}
        </div>
        <Tip />
      </main>
      <footer class="panel-foot">
        <HealthLine health={health.value.value} />
        {exporting.isAllowed() && (
          <ExportDialog panel={panel} groups={groups} states={states} exporting={exporting} />
        )}
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
