import { computed, signal } from '@preact/signals'
import type { Person } from '../../../messages/messages.ts'
import type { Glance } from '../../../stored.ts'
import { createSearchBox } from '../../state/case/search-box.ts'
import type { ListSources } from '../../state/lists/lists.ts'
import type { PageIdsParts } from '../../state/page/page-ids.ts'
import type { Focus } from '../../state/page/panel.ts'
import { createLate } from '../../state/resource/resource.ts'
import { keepConfig, keepProviders, type ProvidersParts } from '../../state/session/config.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import { PopupView } from './popup-view.tsx'

export interface PopupParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<ProvidersParts, 'readRememberedProviders'>,
    Pick<PageIdsParts, 'tabId' | 'requestSite'> {
  /** What the popup showed last, painted before the code that asks again is loaded. */
  readRememberedGlance(account: Person): Promise<Glance | undefined>
  /** Called after the first paint. */
  loadCopying(): Promise<unknown>
  /** Call it first in the click or key, as the browser requires. */
  onOpen(focus: Focus | undefined): void
}

export function startPopup(kit: SurfaceKit, parts: PopupParts): void {
  const { request, now, random } = kit.deps
  const { visible, online } = kit
  const made = forEachAccount(kit, (account, abort) => {
    const { readRemembered, readRememberedProviders } = parts
    const keeper = keepConfig({ fetchConfig: (flight) => request('app:config.get', null, flight) }, abort)
    const providers = keepProviders({ ...keeper, account, readRememberedProviders, abort })
    keeper.want()
    const remembered = signal<Glance | undefined>(undefined)
    void parts.readRememberedGlance(account).then((glance) => {
      if (!abort.aborted) remembered.value = glance
    })
    const live = createLate(
      () => import('../../state/lists/glance.ts'),
      ({ followGlance }) =>
        followGlance({
          ...{ request, now, random, online, readRemembered },
          ...{ account, providers, remembered, visible, abort },
        }),
    )
    const answers = computed(() => live.value.value?.streams.value.map(({ list }) => list) ?? [])
    return {
      search: createSearchBox({ request, config: keeper.config, abort }),
      page: createLate(
        () => import('../../state/page/page-ids.ts'),
        ({ createPageIds }) => createPageIds({ ...parts, request, config: keeper.config, abort }),
      ),
      providers,
      remembered,
      live,
      health: createLate(
        () => import('../../state/session/health.ts'),
        ({ followHealth }) => followHealth(request, answers, { now, random, online, active: visible, abort }),
      ),
    }
  })
  kit.show(() => (
    <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
      {(shown) => <PopupView {...shown} onOpen={parts.onOpen} loadCopying={parts.loadCopying} />}
    </SignedIn>
  ))
}
