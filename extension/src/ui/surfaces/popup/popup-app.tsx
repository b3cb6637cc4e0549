import { computed } from '@preact/signals'
import { InquiryStatesContext } from '../../lists/session-mark.tsx'
import { createFinder } from '../../state/case/search-box.ts'
import { createInquiryStates } from '../../state/lists/inquiry-states.ts'
import { bindLists, type ListSources } from '../../state/lists/lists.ts'
import { whomToAsk } from '../../state/lists/select-providers.ts'
import { createPageIds, type PageIdsParts } from '../../state/page/page-ids.ts'
import type { Focus } from '../../state/page/panel.ts'
import { makeFor } from '../../state/resource/derived-resource.ts'
import { keepConfig } from '../../state/session/config.ts'
import { followHealth } from '../../state/session/health.ts'
import { keepProviders, type ProvidersParts } from '../../state/session/providers.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import { PopupView } from './popup-view.tsx'

export interface PopupParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<ProvidersParts, 'readRememberedProviders'>,
    Pick<PageIdsParts, 'tabId' | 'requestSite'> {
  /** Called first thing in the click or key, as the browser wants it. */
  onOpen(focus: Focus | undefined): void
}

export function startPopup(kit: SurfaceKit, parts: PopupParts): void {
  const { ask, now, random } = kit.outside
  const made = forEachAccount(kit, (account, signal) => {
    const { readRemembered, readRememberedProviders } = parts
    const lists = bindLists({ ask, now, random, online: kit.online, readRemembered }, account)
    const keeper = keepConfig({ fetchConfig: (flight) => ask('app:config.get', null, flight) }, signal)
    const providers = keepProviders({ ...keeper, account, readRememberedProviders, signal })
    keeper.want()
    const sessions = makeFor(
      () => ({ providers: whomToAsk(providers.value, undefined, 'sessions'), filter: {} }),
      (question, turn) => lists.makeSessions(question, { active: kit.visible, signal: turn }),
      signal,
    )
    const events = makeFor(
      () => ({ providers: whomToAsk(providers.value, undefined, 'events'), filter: {} }),
      (question, turn) => lists.makeEvents(question, { active: kit.visible, signal: turn }),
      signal,
    )
    const answers = computed(() =>
      [...sessions.value.streams, ...events.value.streams].map(({ list }) => list),
    )
    return {
      states: createInquiryStates({ ask, visible: kit.visible, signal }),
      finder: createFinder({ ask, config: keeper.config, signal }),
      page: createPageIds({ ...parts, ask, config: keeper.config, signal }),
      providers,
      sessions,
      events,
      health: followHealth(ask, answers, { now, random, online: kit.online, active: kit.visible, signal }),
    }
  })
  kit.show(
    <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
      {({ states, ...shown }) => (
        <InquiryStatesContext.Provider value={states}>
          <PopupView {...shown} onOpen={parts.onOpen} />
        </InquiryStatesContext.Provider>
      )}
    </SignedIn>,
  )
}
