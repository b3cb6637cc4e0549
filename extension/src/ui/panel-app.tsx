import { mayRole } from '@inquiry-lens/shared/roles.ts'
import type { RevealDesk } from './components/reveal-box.tsx'
import { keepFocus } from './keep-focus.ts'
import { PanelView } from './panel-view.tsx'
import { bindCases, type CaseSources } from './state/case.ts'
import { keepConfig } from './state/config.ts'
import { followHealth } from './state/health.ts'
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
  wishes: FocusWishes
  keptRecents: RecentsParts['kept']
  keySetting: KeySetting
}

/** What other surfaces want to be seen here. Taken, it is gone, so that the same wish can be made again. */
export interface FocusWishes {
  get(): Promise<Focus | undefined>
  remove(): Promise<void>
  watch(listener: (focus: Focus | undefined) => void, signal: AbortSignal): void
}

const NEWEST: Focus = { list: 'sessions' }

export async function startPanel(kit: SurfaceKit, parts: PanelParts): Promise<void> {
  const { wishes, readRemembered, readRememberedProviders, readRememberedCase, watchLeaving } = parts
  const { keptRecents, keySetting } = parts
  const { ask, now, random, signal: ended } = kit.outside
  const around = { now, random, online: kit.online }
  const isWide = watchWide(kit.outside.view, ended)
  keepFocus(kit.outside.view, ended)
  followKeys(kit.outside.view.document, ended)
  followKeySetting(keySetting, kit.areKeysOn, ended)
  const first = await wishes.get()
  /** Where the next panel begins: where the agent wanted to be, or was when it was locked. */
  let next: Focus = first ?? NEWEST
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
      isAllowed: mayRole(account.role, 'reveal'),
      make: (id, flight) => createReveal(id, { ask, now, watchLeaving }, AbortSignal.any([flight, signal])),
    }
    const findPerson = createPersonFinder({
      fetch: (whose, flight) => ask('app:person.find', whose, flight),
      now,
      signal,
    })
    const health = followHealth(ask, panel.answers, { ...around, active: kit.visible, signal })
    const recents = followRecents({ ask, kept: keptRecents, opened: panel.opened, signal }, account)
    return { panel, config: keeper.config, texts: keeper.texts, reveals, findPerson, recents, health }
  })
  if (first) void wishes.remove()
  wishes.watch((focus) => {
    if (!focus) return
    const shown = made.peek()
    if (shown) shown.panel.focus(focus)
    else next = focus
    void wishes.remove()
  }, ended)
  kit.show(
    <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
      {(shown) => <PanelView {...shown} />}
    </SignedIn>,
  )
}
