import { computed } from '@preact/signals'
import type { StoredItem } from '../../../platform/storage.ts'
import { PANEL_WISH_MS, type PanelWish } from '../../../platform/stored.ts'
import type { RevealDesk } from '../../case/reveal-box.tsx'
import { createToast } from '../../components/toast.tsx'
import { InquiryStatesContext } from '../../lists/session-mark.tsx'
import { keepFocus } from '../../primitives/keep-focus.ts'
import { bindCases, type CaseSources } from '../../state/case/case.ts'
import { createPersonFinder } from '../../state/case/person.ts'
import { followRecents, type RecentsParts } from '../../state/case/recents.ts'
import { createReveal, type RevealParts } from '../../state/case/reveal.ts'
import { createFinder } from '../../state/case/search-box.ts'
import { createInquiryStates } from '../../state/lists/inquiry-states.ts'
import { bindLists, type ListSources } from '../../state/lists/lists.ts'
import { type FrontPageParts, followFrontPage } from '../../state/page/front-page.ts'
import { followKeySetting, followKeys, type KeySetting } from '../../state/page/keys.ts'
import { createPanel, type Focus } from '../../state/page/panel.ts'
import { watchWide } from '../../state/page/wide.ts'
import { keepConfig } from '../../state/session/config.ts'
import { followHealth } from '../../state/session/health.ts'
import { keepProviders, type ProvidersParts } from '../../state/session/providers.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import { PanelView } from './panel-view.tsx'

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
