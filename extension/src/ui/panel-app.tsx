import { PanelView } from './panel-view.tsx'
import { bindCases, type CaseSources } from './state/case.ts'
import { keepConfig } from './state/config.ts'
import { bindLists, type ListSources } from './state/lists.ts'
import { createPanel, type Focus } from './state/panel.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from './surface-kit.tsx'

export interface PanelParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<CaseSources, 'readRememberedCase'> {
  wishes: FocusWishes
}

/** What other surfaces want to be seen here. Taken, it is gone, so that the same wish can be made again. */
export interface FocusWishes {
  get(): Promise<Focus | undefined>
  remove(): Promise<void>
  watch(listener: (focus: Focus | undefined) => void, signal: AbortSignal): void
}

export async function startPanel(kit: SurfaceKit, parts: PanelParts): Promise<void> {
  const { wishes, readRemembered, readRememberedCase } = parts
  const { ask, now, random, signal: ended } = kit.outside
  const around = { now, random, online: kit.online }
  const first = await wishes.get()
  const made = forEachAccount(kit, (account, signal) => {
    const { config, want } = keepConfig((flight) => ask('app:config.get', null, flight), signal)
    want()
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
      visible: kit.visible,
      first: first ?? { list: 'sessions' },
      signal,
    })
    return { panel, config }
  })
  if (first) void wishes.remove()
  wishes.watch((focus) => {
    if (!focus) return
    made.peek()?.panel.focus(focus)
    void wishes.remove()
  }, ended)
  kit.show(
    <SignedIn who={kit.who} made={made} trySamples={kit.trySamples}>
      {(shown) => <PanelView {...shown} />}
    </SignedIn>,
  )
}
