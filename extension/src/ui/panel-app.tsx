import { computed } from '@preact/signals'
import type { StoredItem } from '../platform/storage.ts'
import { PANEL_WISH_MS, type PanelWish } from '../stored.ts'
import type { RevealDesk } from './components/reveal-box.tsx'
import { InquiryStatesContext } from './components/session-mark.tsx'
import { createToast } from './components/toast.tsx'
import { keepFocus } from './keep-focus.ts'
import { PanelView } from './panel-view.tsx'
import { bindCases, type CaseSources } from './state/case.ts'
import { keepConfig } from './state/config.ts'
import { createFinder } from './state/finder.ts'
import { type FrontPageParts, followFrontPage } from './state/front-page.ts'
import { followHealth } from './state/health.ts'
import { createInquiryStates } from './state/inquiry-states.ts'
import { followKeySetting, followKeys, type KeySetting } from './state/keys.ts'
import { bindLists, type ListSources } from './state/lists.ts'
import { createPanel, type Focus } from './state/panel.ts'
import { createPersonFinder } from './state/person.ts'
import { keepProviders, type ProvidersParts } from './state/providers.ts'
import { followRecents, type RecentsParts } from './state/recents.ts'
import { createReveal, type RevealParts } from './state/reveal.ts'
import { watchWide } from './state/wide.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from './surface-kit.tsx'

export interface PanelParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<ProvidersParts, 'readRememberedProviders'>,
    Pick<CaseSources, 'readRememberedCase'>,
    Pick<RevealParts, 'watchLeaving'> {
  wishes: FocusWishes | undefined
  watchFrontTab: FrontPageParts['watchFrontTab']
  keptRecents: RecentsParts['kept']
  keySetting: KeySetting
}

/** What other surfaces want to be seen in this panel. Taken, it is gone, so that the same wish can be made again. */
export type FocusWishes = Pick<StoredItem<PanelWish>, 'get' | 'remove' | 'watch'>

const NEWEST: Focus = { list: 'sessions' }

export async function startPanel(kit: SurfaceKit, parts: PanelParts): Promise<void> {
  const { wishes, readRemembered, readRememberedProviders, readRememberedCase, watchLeaving } = parts
  const { keptRecents, keySetting } = parts
  const { ask, now, random, signal: ended } = kit.outside
  const around = { now, random, online: kit.online }
  const isWide = watchWide(kit.outside.view, ended)
  keepFocus(kit.outside.view, ended)
  const { sayNothing, toast } = createToast(kit)
  followKeys(kit.outside.view.document, ended, {
    onNothing: sayNothing,
    uncover: () => made.peek()?.panel.closeAll(),
  })
  followKeySetting(keySetting, kit.areKeysOn, ended)
  /** Where the next panel begins: where the agent wanted to be, or was when it was locked. */
  let next: Focus = NEWEST
  let follow = (focus: Focus): void => {
    next = focus
  }
  function take(wish: PanelWish | undefined): void {
    if (!wish) return
    void wishes?.remove()
    // One that no panel took in time was for another moment.
    if (now() - wish.madeAt < PANEL_WISH_MS) follow(wish.focus)
  }
  wishes?.watch(take, ended)
  take(await wishes?.get())
  const made = forEachAccount(kit, (account, signal) => {
    const keeper = keepConfig(
      {
        fetchConfig: (flight) => ask('app:config.get', null, flight),
        fetchTexts: (flight) => ask('app:texts.get', null, flight),
      },
      signal,
    )
    const providers = keepProviders({ ...keeper, account, readRememberedProviders, signal })
    keeper.want()
    const panel = createPanel({
      ...bindLists({ ...around, ask, readRemembered }, account),
      makeCase: bindCases(
        {
          ...around,
          fetchCase: (request, flight) => ask('app:case.get', request, flight),
          readRememberedCase,
        },
        account,
      ),
      fetchReference: (reference, flight) => ask('app:reference.find', { reference }, flight),
      providers,
      visible: kit.visible,
      isWide,
      first: next,
      signal,
    })
    next = NEWEST
    signal.addEventListener('abort', () => {
      if (!kit.lock.isLocked.peek()) return
      const [opened, finding] = [panel.opened.peek(), panel.finding.peek()]
      if (opened) next = { case: opened.id }
      else if (finding) next = { reference: finding.reference }
    })
    const reveals: RevealDesk = {
      isAllowed: kit.may('reveal'),
      make: (id, flight) => createReveal(id, { ask, now, watchLeaving }, AbortSignal.any([flight, signal])),
    }
    const findPerson = createPersonFinder({
      fetch: (whose, flight) => ask('app:person.find', whose, flight),
      now,
      signal,
    })
    const front = followFrontPage({
      ask,
      watchFrontTab: parts.watchFrontTab,
      caseId: computed(() => panel.opened.value?.id),
      visible: kit.visible,
      signal,
    })
    const health = followHealth(ask, panel.answers, { ...around, active: kit.visible, signal })
    const recents = followRecents({ ask, kept: keptRecents, opened: panel.opened, signal }, account)
    const states = createInquiryStates({ ask, visible: kit.visible, signal })
    return {
      panel,
      finder: createFinder({ ask, config: keeper.config, signal }),
      states,
      config: keeper.config,
      texts: keeper.texts,
      reveals,
      findPerson,
      recents,
      health,
      front,
    }
  })
  const begin = follow
  follow = (focus) => {
    const shown = made.peek()
    if (shown) shown.panel.focus(focus)
    else begin(focus)
  }
  kit.show(
    <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
      {({ states, ...shown }) => (
        <InquiryStatesContext.Provider value={states}>
          <PanelView {...shown} />
          {toast}
        </InquiryStatesContext.Provider>
      )}
    </SignedIn>,
  )
}
