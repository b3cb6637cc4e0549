import { computed } from '@preact/signals'
import { InquiryStatesContext } from '../../lists/rows.tsx'
import { createSearchBox } from '../../state/case/search-box.ts'
import { bindLists, type ListSources, selectProviders } from '../../state/lists/lists.ts'
import { createInquiryStates } from '../../state/lists/lookups.ts'
import type { PageIdsParts } from '../../state/page/page-ids.ts'
import type { Focus } from '../../state/page/panel.ts'
import { createLate, derivedResource } from '../../state/resource/resource.ts'
import { keepConfig, keepProviders, type ProvidersParts } from '../../state/session/config.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import { PopupView } from './popup-view.tsx'

export interface PopupParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<ProvidersParts, 'readRememberedProviders'>,
    Pick<PageIdsParts, 'tabId' | 'requestSite'> {
  /** Called after the first paint. */
  loadCopying(): Promise<unknown>
  /** Call it first in the click or key, as the browser requires. */
  onOpen(focus: Focus | undefined): void
}

export function startPopup(kit: SurfaceKit, parts: PopupParts): void {
  const { request, now, random } = kit.deps
  const made = forEachAccount(kit, (account, abort) => {
    const { readRemembered, readRememberedProviders } = parts
    const lists = bindLists({ request, now, random, online: kit.online, readRemembered }, account)
    const keeper = keepConfig({ fetchConfig: (flight) => request('app:config.get', null, flight) }, abort)
    const providers = keepProviders({ ...keeper, account, readRememberedProviders, abort })
    keeper.want()
    const sessions = derivedResource(
      () => ({ providers: selectProviders(providers.value, undefined, 'sessions'), filter: {} }),
      (question, turn) => lists.makeSessions(question, { active: kit.visible, abort: turn }),
      abort,
    )
    const events = derivedResource(
      () => ({ providers: selectProviders(providers.value, undefined, 'events'), filter: {} }),
      (question, turn) => lists.makeEvents(question, { active: kit.visible, abort: turn }),
      abort,
    )
    const answers = computed(() =>
      [...sessions.value.streams, ...events.value.streams].map(({ list }) => list),
    )
    return {
      states: createInquiryStates({ request, visible: kit.visible, abort }),
      search: createSearchBox({ request, config: keeper.config, abort }),
      page: createLate(
        () => import('../../state/page/page-ids.ts'),
        ({ createPageIds }) => createPageIds({ ...parts, request, config: keeper.config, abort }),
      ),
      providers,
      sessions,
      events,
      health: createLate(
        () => import('../../state/session/health.ts'),
        ({ followHealth }) =>
          followHealth(request, answers, { now, random, online: kit.online, active: kit.visible, abort }),
      ),
    }
  })
  kit.show(
    <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
      {({ states, ...shown }) => (
        <InquiryStatesContext.Provider value={states}>
          <PopupView {...shown} onOpen={parts.onOpen} loadCopying={parts.loadCopying} />
        </InquiryStatesContext.Provider>
      )}
    </SignedIn>,
  )
}
