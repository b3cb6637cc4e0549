import { computed } from '@preact/signals'
import { InquiryStatesContext } from './components/session-mark.tsx'
import { PopupView } from './popup-view.tsx'
import { keepConfig } from './state/config.ts'
import { createFinder } from './state/finder.ts'
import { followHealth } from './state/health.ts'
import { createInquiryStates } from './state/inquiry-states.ts'
import { bindLists, type ListSources } from './state/lists.ts'
import { makeFor } from './state/make-for.ts'
import { createPageIds, type PageIdsParts } from './state/page-ids.ts'
import type { Focus } from './state/panel.ts'
import { keepProviders, type ProvidersParts } from './state/providers.ts'
import { whomToAsk } from './state/whom-to-ask.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from './surface-kit.tsx'

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
