/** The side panel: the lists, and a case over or beside them. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { listWords } from '../../../locales/lists.ts'
import { ok } from '../../../messages/failure.ts'
import type { StoredItem } from '../../../platform/storage.ts'
import { accountKey, PANEL_REQUEST_MS, type PanelRequest, type readCachedActivity } from '../../../stored.ts'
import type { RevealControls } from '../../case/reveal-box.tsx'
import type { ExportDialogProps } from '../../lists/export-dialog.tsx'
import { PanelLists, type PanelListsProps, RecentList } from '../../lists/panel-lists.tsx'
import { SourceBar } from '../../lists/source-bar.tsx'
import { createToast } from '../../primitives/announcer.tsx'
import { keepFocus } from '../../primitives/focus.ts'
import { KeysIcon } from '../../primitives/icons.tsx'
import { lazy, Tip } from '../../primitives/lazy.tsx'
import { useKey } from '../../primitives/surface-context.ts'
import { bindCases, type CaseSources } from '../../state/case/case.ts'
import { createPersonFinder } from '../../state/case/customer.ts'
import { followRecents, type Recents, type RecentsParts } from '../../state/case/recents.ts'
import { createReveal, type RevealParts } from '../../state/case/reveal.ts'
import { createSearchBox, type SearchBoxState } from '../../state/case/search-box.ts'
import { followCaseGroups } from '../../state/lists/case-groups.ts'
import { areEventsSound } from '../../state/lists/cases.ts'
import { bindLists, type ListSources } from '../../state/lists/lists.ts'
import { createInquiryStates } from '../../state/lists/lookups.ts'
import { followKeySetting, followKeys, type KeySetting } from '../../state/page/keys.ts'
import { createPanel, type Focus, type FrontPageParts, followFrontPage } from '../../state/page/panel.ts'
import type { SavedViewsParts } from '../../state/page/saved-views.ts'
import { createLate, derivedResource, type Late } from '../../state/resource/resource.ts'
import { keepConfig, keepProviders, type ProvidersParts } from '../../state/session/config.ts'
import type { Health } from '../../state/session/health.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import type { CaseBesideProps } from './case-beside.tsx'

interface PanelAppParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<ProvidersParts, 'readRememberedProviders'>,
    Pick<CaseSources, 'readRememberedCase'>,
    Pick<RevealParts, 'watchLeaving'> {
  wishes: PanelCommands | undefined
  watchFrontTab: FrontPageParts['watchFrontTab']
  readRememberedActivity: typeof readCachedActivity
  keptRecents: RecentsParts['stored']
  keySetting: KeySetting
  stripSetting: KeySetting
  viewSetting: SavedViewsParts['stored']
}

/** What other surfaces open here. Removed when taken, so that the same request can follow. */
type PanelCommands = Pick<StoredItem<PanelRequest>, 'get' | 'remove' | 'watch'>

const NEWEST: Focus = { list: 'cases' }

export async function startPanel(kit: SurfaceKit, parts: PanelAppParts): Promise<void> {
  const { wishes, readRemembered, readRememberedProviders, readRememberedCase, watchLeaving } = parts
  const { keptRecents, keySetting, stripSetting, viewSetting } = parts
  const { request, now, random, abort: ended } = kit.deps
  const around = { now, random, online: kit.online, live: kit.live }
  const isWide = watchWideLayout(kit.deps.view, ended)
  keepFocus(kit.deps.view, ended)
  const { sayNothing, toast } = createToast(kit)
  followKeys(kit.deps.view.document, ended, {
    onNothing: sayNothing,
    uncover: () => made.peek()?.panel.closeAll(),
  })
  followKeySetting(keySetting, kit.areKeysOn, ended)
  const isStripOpen = signal(true)
  followKeySetting(stripSetting, isStripOpen, ended)
  /** What the next panel opens: as commanded, or as it was when it locked. */
  let next: Focus = NEWEST
  let follow = (focus: Focus): void => {
    next = focus
  }
  function take(wish: PanelRequest | undefined): void {
    if (!wish) return
    void wishes?.remove()
    // Ignores requests that are too old.
    if (now() - wish.madeAt < PANEL_REQUEST_MS) follow(wish.focus)
  }
  wishes?.watch(take, ended)
  take(await wishes?.get())
  // As it was before a reload, or as a colleague sent it. A request of another surface comes first.
  let address = kit.deps.view.location.hash.slice(1)
  const { showAddress } = address === '' ? {} : await import('../../state/page/saved-views.ts')
  const mayExport = kit.may('case:export')
  const made = forEachAccount(kit, (account, abort) => {
    const keeper = keepConfig(
      {
        fetchConfig: (flight) => request('app:config.get', null, flight),
        fetchTexts: (flight) => request('app:texts.get', null, flight),
      },
      abort,
    )
    const providers = keepProviders({ ...keeper, account, readRememberedProviders, abort })
    keeper.want()
    const panel = createPanel({
      ...bindLists({ ...around, request, readRemembered }, account),
      makeCase: bindCases(
        {
          ...around,
          fetchCase: (wanted, flight) => request('app:case.get', wanted, flight),
          readRememberedCase,
        },
        account,
      ),
      fetchReference: (reference, flight) => request('app:customer.find', { reference }, flight),
      providers,
      visible: kit.visible,
      isWide,
      first: next,
      abort,
    })
    if (next === NEWEST && address !== '') showAddress?.(panel, address)
    next = NEWEST
    address = ''
    abort.addEventListener('abort', () => {
      if (!kit.lock.isLocked.peek()) return
      const [opened, customer] = [panel.opened.peek(), panel.customer.peek()]
      if (opened) next = { case: opened.id }
      else if (customer) next = { reference: customer.reference }
    })
    const reveals: RevealControls = {
      isAllowed: kit.may('reveal'),
      make: (id, flight) =>
        createReveal(id, { request, now, watchLeaving }, AbortSignal.any([flight, abort])),
    }
    const findPerson = createPersonFinder({
      fetch: (whose, flight) => request('app:person.find', whose, flight),
      now,
      abort,
    })
    const front = followFrontPage({
      request,
      watchFrontTab: parts.watchFrontTab,
      caseId: computed(() => panel.opened.value?.id),
      visible: kit.visible,
      abort,
    })
    const health = createLate(
      () => import('../../state/session/health.ts'),
      ({ followHealth }) => followHealth(request, panel.answers, { ...around, active: kit.visible, abort }),
    )
    const recents = followRecents({ request, stored: keptRecents, opened: panel.opened, abort }, account)
    // A list that is not in sight asks for no states. The cases' events say when to ask again, while there are any.
    const statesIn = (list: 'cases' | 'sessions', hasNews: () => boolean = () => false) => {
      const visible = panel.isShown(list)
      const polls = computed(() => visible.value && !hasNews())
      return createInquiryStates({ request, visible, polls, live: kit.live, abort })
    }
    const states = {
      cases: statesIn('cases', () => areEventsSound(panel.cases.value)),
      sessions: statesIn('sessions'),
    }
    const finder = createLate(
      () => import('../../state/lists/facets.ts'),
      ({ createCaseFinder }) => createCaseFinder({ ...panel, states: states.cases }),
    )
    const views = createLate(
      () => import('../../state/page/saved-views.ts'),
      ({ followSavedViews }) =>
        followSavedViews({
          ...kit,
          owner: accountKey(account),
          panel,
          stored: viewSetting,
          page: kit.deps.view,
          abort,
        }),
    )
    // All cases, until the code is there.
    const passes = computed(() => {
      if (panel.words.value === '' && Object.keys(panel.facets.value).length === 0) return undefined
      void finder.load()
      return finder.value.value?.passes.value
    })
    const groups = derivedResource(
      () => panel.cases.value,
      (feed, ended) =>
        followCaseGroups({
          feed,
          states: states.cases,
          chosen: panel.caseGroup,
          span: panel.span,
          inSpan: computed(() => strip.value.value?.inSpan.value),
          only: panel.only,
          passes,
          abort: ended,
        }),
      abort,
    )
    const areCasesShown = panel.isShown('cases')
    const isStripShown = computed(() => isStripOpen.value || panel.span.value !== undefined)
    const strip = createLate(
      () => import('../../state/lists/activity.ts'),
      ({ followActivity }) =>
        followActivity({
          ...panel,
          request,
          readRemembered: (query) => parts.readRememberedActivity(query, account),
          now,
          looked: states.cases.count,
          active: computed(() => areCasesShown.value && isStripShown.value),
          abort,
        }),
    )
    const watching = createLate(
      () => import('../../state/case/watching.ts'),
      ({ followWatches }) =>
        followWatches({
          add: (id, flight) => request('app:watches.add', { id }, flight),
          end: (id, flight) => request('app:watches.end', { id }, flight),
          rename: (id, name, flight) => request('app:watches.rename', { id, name }, flight),
          check: (flight) => request('app:watches.check', null, flight),
          account,
          abort,
        }),
    )
    return {
      panel,
      watching,
      live: kit.live,
      search: createSearchBox({ request, config: keeper.config, hasCases: true, abort }),
      states,
      groups,
      strip: {
        ...strip,
        isShown: isStripShown,
        toggle() {
          const isOpen = !isStripShown.peek()
          panel.span.value = undefined
          isStripOpen.value = isOpen
          void stripSetting.set(isOpen)
        },
      },
      finder,
      views,
      config: keeper.config,
      texts: keeper.texts,
      reveals,
      findPerson,
      recents,
      health,
      front,
      exporting: {
        ...kit.deps,
        account,
        isAllowed: () => mayExport.value,
        abort,
      },
    }
  })
  const begin = follow
  follow = (focus) => {
    const shown = made.peek()
    if (shown) shown.panel.focus(focus)
    else begin(focus)
  }
  const page = computed(() => made.value?.front.value)
  kit.show(
    () => (
      <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
        {(shown) => (
          <>
            <PanelView {...shown} />
            {toast}
          </>
        )}
      </SignedIn>
    ),
    {
      inserting: {
        isPossible: computed(() => page.value !== undefined),
        async insert(reply) {
          const tabId = page.peek()?.tabId
          return tabId === undefined
            ? ok('no-editor')
            : request('app:reply.insert', { tabId, ...reply }, ended)
        },
      },
    },
  )
}

/** As in `styles/panel.css`. */
const WIDE = '(width >= 800px)'

/** Whether a case has room beside the lists. */
function watchWideLayout(view: Pick<Window, 'matchMedia'>, abort: AbortSignal): ReadonlySignal<boolean> {
  const query = view.matchMedia(WIDE)
  const isWide = signal(query.matches)
  query.addEventListener('change', () => (isWide.value = query.matches), { signal: abort })
  return isWide
}

const ExportDialog = lazy(() => import('../../lists/export-dialog.tsx').then((module) => module.ExportDialog))
const HealthLine = lazy(() => import('../shared/health-line.tsx').then((module) => module.HealthLine))
const CaseBeside = lazy(() => import('./case-beside.tsx').then((module) => module.CaseBeside))

const WatchList = lazy(() => import('../../lists/watch-list.tsx').then((module) => module.WatchList))
const KeyDialog = lazy(() => import('./key-dialog.tsx').then((module) => module.KeyDialog))

interface PanelViewProps extends CaseBesideProps {
  search: SearchBoxState
  states: PanelListsProps['states']
  groups: PanelListsProps['groups']
  finder: PanelListsProps['finder']
  views: PanelListsProps['views']
  strip: PanelListsProps['strip']
  health: Late<Health>
  live: SurfaceKit['live']
  recents: Recents
  exporting: ExportDialogProps['exporting'] & PanelListsProps['requesting']
}

function PanelView({
  search,
  states,
  groups,
  finder,
  views,
  strip,
  recents,
  health,
  live,
  exporting,
  ...beside
}: PanelViewProps) {
  const { panel, config, texts, watching } = beside
  const isAway = (panel.opened.value ?? panel.customer.value) !== undefined
  useFocusBack(isAway)
  // After the first paint.
  useEffect(() => {
    void health.load()
    void watching.load()
  }, [health, watching])
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
            watching={watching}
          />
        </div>
        <div class="panel-beside">
          {isAway ? <CaseBeside {...beside} /> : <Idle recents={recents} onOpenCase={panel.openCase} />}
        </div>
        <Tip />
      </main>
      <WatchList
        watching={watching.value.value}
        texts={texts}
        live={live}
        request={exporting.request}
        abort={exporting.abort}
        onOpenCase={panel.openCase}
      />
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
